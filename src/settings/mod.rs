//! Settings: from the environment, from `footpath.toml`, or both; the environment wins.

mod limits;
mod names;
mod raw;
mod secret;

use std::{net::SocketAddr, path::PathBuf};

use footpath_domain::{
    Error,
    config::Limits,
    mail::{DnsName, Mailer, Signer},
};
use footpath_entity::value::Email;
use url::Url;

use crate::secret_key;

use limits::limits;

pub use names::NAMES;
pub use raw::{Raw, SettingsError};
pub use secret::Secret;

/// Everything that can be set, parsed and with its defaults.
#[derive(Clone, Debug)]
pub struct Settings {
    pub listen: SocketAddr,
    /// Unset: the address that `listen` came to.
    pub public_url: Option<Url>,
    pub site_name: String,
    pub data_dir: PathBuf,
    /// Unset: SQLite in the data folder.
    pub database_url: Option<Secret>,
    pub meili: Option<Meili>,
    /// Unset: `.eml` files in the data folder.
    pub smtp_url: Option<Secret>,
    pub mail_from: Email,
    pub triage_inbox: Option<Email>,
    pub bounce_address: Option<Email>,
    /// Needs a selector and a key.
    pub dkim: Option<Signer>,
    /// 32 bytes, base64.
    pub secret_key: Option<Secret>,
    pub retention_days: u32,
    pub verify_days: u32,
    pub trusted_proxies: Vec<std::net::IpAddr>,
    pub metrics_token: Option<Secret>,
    pub log: String,
    pub log_format: LogFormat,
    pub limits: Limits,
}

#[derive(Clone, Debug)]
pub struct Meili {
    pub url: Url,
    pub key: Option<Secret>,
    pub prefix: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Pretty,
    Json,
}

impl Settings {
    /// Reads every setting; all that is wrong is told at once.
    pub fn parse(mut raw: Raw) -> Result<Self, SettingsError> {
        let mut settings = Self {
            listen: raw.parse_or("LISTEN", || ([127, 0, 0, 1], 8080).into()),
            public_url: raw.parse_with("PUBLIC_URL", web_url),
            site_name: raw
                .text("SITE_NAME")
                .unwrap_or_else(|| "Footpath".to_owned()),
            data_dir: raw
                .text("DATA_DIR")
                .map_or_else(|| PathBuf::from("./data"), PathBuf::from),
            database_url: raw.checked_secret("DATABASE_URL", database),
            meili: meili(&mut raw),
            smtp_url: raw.checked_secret("SMTP_URL", mail_server),
            mail_from: raw
                .parse_with("MAIL_FROM", |text| {
                    text.parse::<Email>().map_err(|e| e.to_string())
                })
                .map_or_else(default_sender, Ok)?,
            triage_inbox: raw.parse_with("TRIAGE_INBOX", |text| {
                text.parse::<Email>().map_err(|e| e.to_string())
            }),
            bounce_address: raw.parse_with("BOUNCE_ADDRESS", |text| {
                text.parse::<Email>().map_err(|e| e.to_string())
            }),
            dkim: None,
            secret_key: raw.checked_secret("SECRET_KEY", |text| {
                secret_key::decode(text)
                    .map(|_| ())
                    .map_err(|why| said(&why))
            }),
            retention_days: raw
                .parse_with("RETENTION_DAYS", |text| whole(text, 1, 36_500))
                .unwrap_or(365),
            verify_days: raw
                .parse_with("VERIFY_DAYS", |text| whole(text, 1, 36_500))
                .unwrap_or(180),
            trusted_proxies: raw
                .parse_with("TRUSTED_PROXIES", addresses)
                .unwrap_or_default(),
            metrics_token: raw.secret("METRICS_TOKEN"),
            log: raw.text("LOG").unwrap_or_else(|| "info".to_owned()),
            log_format: raw
                .parse_with("LOG_FORMAT", log_format)
                .unwrap_or(LogFormat::Pretty),
            limits: limits(&mut raw),
        };
        settings.dkim = signer(&mut raw, &settings.mail_from);
        raw.finish()?;
        Ok(settings)
    }

    /// Where the database is; SQLite in the data folder unless set otherwise.
    pub fn database_url(&self) -> String {
        self.database_url.as_ref().map_or_else(
            || format!("sqlite://{}", self.data_dir.join("footpath.db").display()),
            |url| url.expose().to_owned(),
        )
    }

    pub fn on_postgres(&self) -> bool {
        self.database_url().starts_with("postgres")
    }
}

fn default_sender() -> Result<Email, SettingsError> {
    "footpath@localhost"
        .parse()
        .map_err(|e| SettingsError::one(format!("FOOTPATH_MAIL_FROM {e}")))
}

fn meili(raw: &mut Raw) -> Option<Meili> {
    let url = raw.parse_with("MEILI_URL", web_url);
    let key = raw.secret("MEILI_KEY");
    let prefix = raw
        .text("MEILI_PREFIX")
        .unwrap_or_else(|| "footpath".to_owned());
    if !prefix
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    {
        raw.wrong("MEILI_PREFIX", "may hold letters, digits, - and _ only");
    }
    url.map(|url| Meili { url, key, prefix })
}

/// Mail is signed where there is a key; the domain is the sender's unless said otherwise.
fn signer(raw: &mut Raw, from: &Email) -> Option<Signer> {
    let name = |text: &str| text.parse::<DnsName>().map_err(str::to_owned);
    let selector = raw.parse_with("DKIM_SELECTOR", name);
    let domain = raw.parse_with("DKIM_DOMAIN", name);
    let key = raw.secret("DKIM_KEY");
    match (selector, key) {
        (Some(selector), Some(key)) => {
            let own = from.as_str().rsplit('@').next().unwrap_or_default();
            let domain = domain.map_or_else(|| own.to_owned(), |domain| domain.0);
            match Signer::new(&selector.0, &domain, key.expose()) {
                Ok(signer) => Some(signer),
                Err(why) => {
                    raw.wrong("DKIM_KEY", &said(&why));
                    None
                }
            }
        }
        (None, Some(_)) => {
            raw.wrong("DKIM_SELECTOR", "is needed with a key");
            None
        }
        (Some(_), None) => {
            raw.wrong("DKIM_KEY", "is needed with a selector");
            None
        }
        (None, None) => None,
    }
}

fn web_url(text: &str) -> Result<Url, String> {
    let url: Url = text
        .parse()
        .map_err(|_| "must be an address such as https://www.example.org".to_owned())?;
    if matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
    {
        Ok(url)
    } else {
        Err("must be an http or https address without ? and #".to_owned())
    }
}

fn database(text: &str) -> Result<(), String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        Ok(())
    } else {
        Err("must begin with sqlite:// or postgres://".to_owned())
    }
}

fn mail_server(text: &str) -> Result<(), String> {
    Mailer::smtp(text).map(|_| ()).map_err(|why| said(&why))
}

/// What an error says of the one value that was looked at.
fn said(why: &Error) -> String {
    match why {
        Error::Invalid(report) => {
            let messages: Vec<_> = report.0.iter().map(|one| one.message.as_str()).collect();
            messages.join("; ")
        }
        other => other.to_string(),
    }
}

fn whole(text: &str, min: u32, max: u32) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|n| (min..=max).contains(n))
        .ok_or_else(|| format!("must be a whole number from {min} to {max}"))
}

fn addresses(text: &str) -> Result<Vec<std::net::IpAddr>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse()
                .map_err(|_| format!("{part:?} is not an IP address"))
        })
        .collect()
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be pretty or json".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 32 bytes that nobody uses.
    const KEY: &str = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTMyLW8=";

    fn parse(env: &[(&str, &str)], toml: &str) -> Result<Settings, SettingsError> {
        let env = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Raw::read(env, Some(toml)).and_then(Settings::parse)
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let settings = parse(&[], "").unwrap();
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.database_url(), "sqlite://./data/footpath.db");
        assert_eq!(settings.retention_days, 365);
        assert_eq!(settings.mail_from.as_str(), "footpath@localhost");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let settings = parse(
            &[("FOOTPATH_LISTEN", "127.0.0.1:1")],
            "listen = '127.0.0.1:2'\nretention_days = 30",
        )
        .unwrap();
        assert_eq!(settings.listen.port(), 1);
        assert_eq!(settings.retention_days, 30);
    }

    #[test]
    fn the_file_takes_the_names_of_the_environment_too() {
        let settings = parse(&[], "FOOTPATH_LISTEN = '127.0.0.1:3'").unwrap();
        assert_eq!(settings.listen.port(), 3);
        let error = parse(&[], "FOOTPATH_LISTN = 'x'").unwrap_err().to_string();
        assert!(error.contains("did you mean listen?"), "{error}");
    }

    #[test]
    fn addresses_and_keys_of_the_wrong_shape_are_told_with_the_rest() {
        let error = parse(
            &[
                ("FOOTPATH_DATABASE_URL", "mysql://x"),
                ("FOOTPATH_SMTP_URL", "smtp://mail.example.org:25?tls=none"),
                ("FOOTPATH_SECRET_KEY", "short"),
            ],
            "",
        );
        let lines = error.unwrap_err().0;
        for (line, name) in lines.iter().zip(["DATABASE_URL", "SMTP_URL", "SECRET_KEY"]) {
            assert!(line.contains(name), "{line}");
        }
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_nearest_known_one() {
        let error = parse(&[("FOOTPATH_LISTN", "x")], "")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("FOOTPATH_LISTN") && error.contains("FOOTPATH_LISTEN"),
            "{error}"
        );
        let error = parse(&[], "retension_days = 3").unwrap_err().to_string();
        assert!(error.contains("retention_days"), "{error}");
    }

    #[test]
    fn everything_wrong_is_told_at_once_and_no_secret_is_shown() {
        let error = parse(
            &[
                ("FOOTPATH_LISTEN", "nowhere"),
                ("FOOTPATH_RETENTION_DAYS", "0"),
                ("FOOTPATH_SECRET_KEY", "hunter2"),
            ],
            "",
        );
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("FOOTPATH_LISTEN") && error.contains("FOOTPATH_RETENTION_DAYS"),
            "{error}"
        );
        let settings = parse(
            &[
                ("FOOTPATH_SECRET_KEY", KEY),
                ("FOOTPATH_SMTP_URL", "smtp://u:hunter2@h"),
            ],
            "",
        )
        .unwrap();
        let shown = format!("{settings:?}");
        assert!(!error.contains("hunter2") && !shown.contains("hunter2") && !shown.contains(KEY));
    }

    #[test]
    fn a_secret_may_be_given_as_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key");
        std::fs::write(&file, format!("{KEY}\n")).unwrap();
        let name = file.display().to_string();
        let settings = parse(&[("FOOTPATH_SECRET_KEY_FILE", &name)], "").unwrap();
        assert_eq!(settings.secret_key.unwrap().expose(), KEY);
        assert!(
            parse(
                &[
                    ("FOOTPATH_SECRET_KEY_FILE", &name),
                    ("FOOTPATH_SECRET_KEY", "x")
                ],
                ""
            )
            .is_err()
        );
        assert!(
            parse(&[("FOOTPATH_LISTEN_FILE", &name)], "").is_err(),
            "only secrets come as files"
        );
    }
}
