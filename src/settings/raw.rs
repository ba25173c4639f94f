use std::collections::BTreeMap;

use super::{
    Secret,
    names::{NAMES, nearest},
};

/// What was set, as text, under names without `FOOTPATH_`, with what was wrong so far.
#[derive(Debug, Default)]
pub struct Raw {
    values: BTreeMap<String, String>,
    wrong: Vec<String>,
}

/// Everything that is wrong with the settings, a line each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct SettingsError(pub Vec<String>);

impl SettingsError {
    pub fn one(line: String) -> Self {
        Self(vec![line])
    }
}

impl Raw {
    /// Takes `FOOTPATH_*` from the environment and everything from the file.
    pub fn read(
        env: impl Iterator<Item = (String, String)>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let mut raw = Self::default();
        if let Some(text) = file {
            raw.read_file(text)?;
        }
        let known: Vec<String> = NAMES
            .iter()
            .map(|(name, _)| format!("FOOTPATH_{name}"))
            .collect();
        let mut from_env = BTreeMap::new();
        for (name, value) in env.filter(|(name, _)| name.starts_with("FOOTPATH_")) {
            raw.take(&name, value, &known, "FOOTPATH_", &mut from_env);
        }
        raw.values.extend(from_env);
        raw.fail_if_wrong().map(|()| raw)
    }

    fn read_file(&mut self, text: &str) -> Result<(), SettingsError> {
        let table: toml::Table = text
            .parse()
            .map_err(|why| SettingsError::one(format!("footpath.toml cannot be read: {why}")))?;
        let known: Vec<String> = NAMES.iter().map(|(name, _)| name.to_lowercase()).collect();
        let mut from_file = BTreeMap::new();
        for (name, value) in table {
            // As in the environment, or short and in small letters.
            let name = match name.strip_prefix("FOOTPATH_") {
                Some(short) => short.to_lowercase(),
                None => name,
            };
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                _ => {
                    self.wrong
                        .push(format!("{name} must be a text or a number"));
                    continue;
                }
            };
            self.take(&name, value, &known, "", &mut from_file);
        }
        self.values.extend(from_file);
        Ok(())
    }

    fn take(
        &mut self,
        name: &str,
        value: String,
        known: &[String],
        prefix: &str,
        into: &mut BTreeMap<String, String>,
    ) {
        let (base, value) = if known.iter().any(|k| k == name) {
            (name, value)
        } else if let Some(base) = secret_file(name, prefix) {
            match std::fs::read_to_string(&value) {
                Ok(text) => (base, text.trim_end_matches(['\r', '\n']).to_owned()),
                Err(why) => {
                    return self
                        .wrong
                        .push(format!("{name}: {value} cannot be read: {why}"));
                }
            }
        } else {
            let hint = nearest(name, known.iter())
                .map_or_else(String::new, |near| format!("; did you mean {near}?"));
            return self.wrong.push(format!("{name} is not a setting{hint}"));
        };
        let key = base.trim_start_matches(prefix).to_uppercase();
        if into.insert(key, value).is_some() {
            self.wrong
                .push(format!("{base} and its file are both set; keep one"));
        }
    }

    pub fn text(&mut self, name: &str) -> Option<String> {
        self.values
            .remove(name)
            .filter(|value| !value.trim().is_empty())
    }

    pub fn secret(&mut self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::new)
    }

    /// A secret that is looked at, so that what is wrong with it is told with the rest.
    pub fn checked_secret(
        &mut self,
        name: &str,
        check: impl FnOnce(&str) -> Result<(), String>,
    ) -> Option<Secret> {
        let text = self.text(name)?;
        if let Err(why) = check(text.trim()) {
            self.wrong(name, &why);
        }
        Some(Secret::new(text))
    }

    pub fn parse_with<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(name)?;
        parse(text.trim())
            .map_err(|why| self.wrong(name, &why))
            .ok()
    }

    pub fn parse_or<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
        default: impl FnOnce() -> T,
    ) -> T {
        self.parse_with(name, |text| {
            text.parse().map_err(|why: T::Err| why.to_string())
        })
        .unwrap_or_else(default)
    }

    pub fn limit(&mut self, name: &str, default: u32) -> u32 {
        self.parse_with(name, |text| {
            text.parse()
                .map_err(|_| "must be a whole number".to_owned())
        })
        .unwrap_or(default)
    }

    pub fn wrong(&mut self, name: &str, why: &str) {
        self.wrong.push(format!("FOOTPATH_{name} {why}"));
    }

    pub fn finish(self) -> Result<(), SettingsError> {
        self.fail_if_wrong()
    }

    fn fail_if_wrong(&self) -> Result<(), SettingsError> {
        if self.wrong.is_empty() {
            Ok(())
        } else {
            Err(SettingsError(self.wrong.clone()))
        }
    }
}

/// The secret's own name when `name` is that name with `_FILE` (or `_file`) behind.
fn secret_file<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    let base = name
        .strip_suffix("_FILE")
        .or_else(|| name.strip_suffix("_file"))?;
    let key = base.strip_prefix(prefix)?.to_uppercase();
    NAMES
        .iter()
        .any(|(known, secret)| *secret && *known == key)
        .then_some(base)
}
