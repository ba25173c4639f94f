//! A site without its web face: a database and a mail folder of its own, and a clock that
//! stands still.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta};
use footpath_domain::{
    Actor, Ctx,
    clock::TestClock,
    config::{Config, Limits},
    directory::place,
    jobs,
    mail::Mailer,
    referral::{self, NewReferral, Referred},
    seal::{Keys, SubjectKey},
    store,
    triage::{self, Assess, Consents, Contact, ContactInput, Tier},
};
use footpath_entity::{
    directory::{EditedFields, Precision, Source, clinic},
    id::{AssessmentId, ClinicId},
    referral::{attempt, mail, record},
    value::Email,
};
use footpath_migration::{Migrator, MigratorTrait};
use footpath_search::Search;
use sea_orm::{ActiveValue::Set, EntityTrait};
use tempfile::TempDir;

pub use crate::support::{Mail, mails_in};

use super::no_search::NoSearch;

pub struct Rig {
    pub ctx: Ctx,
    pub clock: Arc<TestClock>,
    pub dir: TempDir,
}

/// Someone who wants mail.
pub fn ann() -> Contact {
    Contact {
        name: "Ann Canary".to_owned(),
        email: Some("ann@example.net".parse().unwrap()),
        phone: None,
    }
}

impl Rig {
    /// Mail goes to files; the site's desk is `desk`.
    pub async fn new(desk: Option<&str>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mailer = Mailer::files(dir.path().join("mail"));
        Self::with(dir, mailer, desk).await
    }

    pub async fn with(dir: TempDir, mailer: Mailer, desk: Option<&str>) -> Self {
        let url = format!("sqlite://{}", dir.path().join("footpath.db").display());
        Self::on(&url, dir, mailer, desk).await
    }

    /// On the database at `url`, which is empty.
    pub async fn on(url: &str, dir: TempDir, mailer: Mailer, desk: Option<&str>) -> Self {
        let store = store::connect(url).await.unwrap();
        Migrator::up(store.schema_connection(), None).await.unwrap();
        let start = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let clock = Arc::new(TestClock::at(start));
        let config = Config {
            site_name: "Foot House".to_owned(),
            public_url: "https://feet.example.org".parse().unwrap(),
            mail_from: "desk@feet.example.org".parse().unwrap(),
            triage_inbox: desk.map(|inbox| inbox.parse().unwrap()),
            retention_days: 365,
            limits: Limits::default(),
        };
        let ctx = Ctx {
            hasher: footpath_domain::account::Hasher::default(),
            store,
            clock: Arc::<TestClock>::clone(&clock),
            search: Search::new(Arc::new(NoSearch)),
            mailer,
            keys: Arc::new(Keys::new([7; 32])),
            triage: Arc::new(triage::Memory::new(100)),
            config: Arc::new(config),
        };
        Self { ctx, clock, dir }
    }

    pub fn mails(&self) -> Vec<Mail> {
        mails_in(&self.dir.path().join("mail"))
    }

    /// Refers somebody who left `contact` and wants mail.
    pub async fn refer(&self, tier: Tier, contact: &Contact, clinic: Option<ClinicId>) -> Referred {
        let reader = Actor::Public { addr: None };
        self.refer_as(&reader, tier, contact, clinic).await
    }

    pub async fn refer_as(
        &self,
        actor: &Actor,
        tier: Tier,
        contact: &Contact,
        clinic: Option<ClinicId>,
    ) -> Referred {
        let tx = self.ctx.store.begin().await.unwrap();
        let subject = SubjectKey::create(&self.ctx, &tx).await.unwrap();
        let new = NewReferral {
            assessment: self.ctx.new_id::<AssessmentId>(),
            subject: &subject,
            tier,
            contact,
            email_me: contact.email.is_some(),
            postal_code: None,
            clinic,
        };
        let referred = referral::refer(&self.ctx, &tx, actor, new).await.unwrap();
        tx.commit().await.unwrap();
        referred
    }

    /// A runner in pain who cannot put weight on the foot, and asks to be referred: urgent.
    pub async fn assess(&self, contact: &Contact, clinic: Option<ClinicId>) -> Referred {
        triage::seed(&self.ctx).await.unwrap();
        let rules = triage::live(&self.ctx).await.unwrap();
        let base = rules.definition.example_base.clone();
        let mut answers: serde_json::Map<_, _> = base.into_iter().collect();
        answers.insert("cannot_bear_weight".to_owned(), "yes".into());
        let cmd = Assess {
            questionnaire_version: rules.version,
            answers,
            postal_code: Some("83702".to_owned()),
            contact: Some(ContactInput {
                name: Some(contact.name.clone()),
                email: contact.email.clone().map(Email::into_string),
                phone: contact.phone.clone(),
            }),
            clinic_id: clinic,
            consents: Consents {
                collect: true,
                share_with_clinic: true,
                email_me: contact.email.is_some(),
                guardian: false,
            },
        };
        let reader = Actor::Public { addr: None };
        let answered = triage::assess(&self.ctx, &reader, &cmd, None)
            .await
            .unwrap();
        let triage::Answered::New(assessed) = answered else {
            panic!("a first assessment is new")
        };
        assessed.referral.unwrap()
    }

    /// A clinic in Boise that takes referrals, this many miles or so north of ZIP 83702.
    pub async fn clinic(&self, name: &str, inbox: &str, miles: f64) -> ClinicId {
        let center = place::by_postal_code(&"83702".parse().unwrap())
            .unwrap()
            .point;
        let id: ClinicId = self.ctx.new_id();
        let now = self.ctx.now();
        let row = clinic::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            address_1: Set("1 Main St".to_owned()),
            address_2: Set(None),
            city: Set("Boise".to_owned()),
            state: Set("ID".parse().unwrap()),
            postal_code: Set("83702".parse().unwrap()),
            phone: Set(Some("+12085550100".to_owned())),
            lat: Set(Some(center.lat + miles / 69.0)),
            lon: Set(Some(center.lon)),
            precision: Set(Some(Precision::Address)),
            inbox: Set(Some(inbox.parse().unwrap())),
            inbox_confirmed_at: Set(Some(now)),
            accepts_referrals: Set(true),
            hidden: Set(false),
            source: Set(Source::Editor),
            place_key: Set(None),
            edited: Set(EditedFields::default()),
            verified_on: Set(None),
            updated_on: Set(now.date_naive()),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let tx = self.ctx.store.begin().await.unwrap();
        clinic::Entity::insert(row)
            .exec_without_returning(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The last mail that went to somebody.
    pub fn last_to(&self, to: &str) -> Mail {
        let newest = |mail: &&Mail| mail.message_id.clone();
        let all = self.mails();
        let theirs = all.iter().filter(|mail| mail.to == to);
        theirs.max_by_key(newest).unwrap().clone()
    }

    /// Runs what is due; answers how many jobs that were.
    pub async fn work(&self) -> usize {
        jobs::drain(&self.ctx, "test/0").await.unwrap()
    }

    pub fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    pub async fn referral(&self, referred: &Referred) -> record::Model {
        record::Entity::find_by_id(referred.id)
            .one(self.ctx.store.read())
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn attempts(&self) -> Vec<attempt::Model> {
        let mut all = attempt::Entity::find()
            .all(self.ctx.store.read())
            .await
            .unwrap();
        all.sort_by_key(|one| one.n);
        all
    }

    pub async fn stored_mails(&self) -> Vec<mail::Model> {
        let mut all = mail::Entity::find()
            .all(self.ctx.store.read())
            .await
            .unwrap();
        all.sort_by_key(|one| one.id);
        all
    }
}

/// The mail server of `mail_server.py`, on a port of its own.
pub struct MailServer {
    child: Child,
    pub port: u16,
    pub folder: PathBuf,
}

impl MailServer {
    /// `None`, said loudly, when Python or aiosmtpd is missing. Port 0 picks one.
    pub fn start(folder: &Path, port: u16) -> Option<Self> {
        Self::start_with(folder, port, &[])
    }

    /// The same that wants the user `desk` with the password `right p:ss`.
    pub fn start_with_auth(folder: &Path) -> Option<Self> {
        Self::start_with(folder, 0, &["auth"])
    }

    fn start_with(folder: &Path, port: u16, more: &[&str]) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/referral/mail_server.py");
        std::fs::create_dir_all(folder).unwrap();
        let child = Command::new("python3")
            .arg(script)
            .arg(folder)
            .arg(port.to_string())
            .args(more)
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            crate::support::skip("SMTP tests", "no python3 on this machine");
            return None;
        };
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let Ok(port) = line.trim().parse() else {
            child.wait().unwrap();
            crate::support::skip("SMTP tests", "python3 has no aiosmtpd");
            return None;
        };
        Some(Self {
            child,
            port,
            folder: folder.to_owned(),
        })
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// What it has taken, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        mails_in(&self.folder)
    }

    /// The envelope's recipients of each mail.
    pub fn recipients(&self) -> Vec<Vec<String>> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "to"))
            .collect();
        files.sort();
        files
            .into_iter()
            .map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
