//! Sites that refer, and what their tests look at.

use std::sync::Arc;

use footpath_domain::{
    Actor,
    directory::place,
    referral::{self, NewReferral, Referred},
    seal::SubjectKey,
    triage::{self, Assess, Consents, Contact, ContactInput, Tier},
};
use footpath_entity::{
    directory::{EditedFields, Precision, Source, clinic},
    id::{AssessmentId, ClinicId},
    referral::{attempt, mail, record},
    value::Email,
};
use footpath_search::Search;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::no_search::NoSearch;
use crate::support::{App, Mail, Site};

/// Someone who wants mail.
pub fn ann() -> Contact {
    Contact {
        name: "Ann Canary".to_owned(),
        email: Some("ann@example.net".parse().unwrap()),
        phone: None,
    }
}

/// A site whose desk is `desk`; it refers whether or not search answers.
pub fn site(desk: Option<&str>) -> Site {
    Site::new()
        .set("SITE_NAME", "Foot House")
        .set("PUBLIC_URL", "https://feet.example.org")
        .set("TRIAGE_INBOX", desk.unwrap_or_default())
        .search(Search::new(Arc::new(NoSearch)))
}

impl App {
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
    pub async fn assess_and_refer(&self, contact: &Contact, clinic: Option<ClinicId>) -> Referred {
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
            postal_code: Set(Some("83702".parse().unwrap())),
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
            ..Default::default()
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
