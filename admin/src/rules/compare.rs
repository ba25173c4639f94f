use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Report,
    triage::rules::{self, Change, Edition, Mark},
};
use footpath_entity::id::RuleSetId;
use footpath_templates::admin::{Piece, Section};
use footpath_web::{Path, Problem};

use super::part::{self, Part};
use crate::{
    gate::Signed,
    kit::{Fields, FormState, Values},
};

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let edition = rules::get(&ctx, &actor, id.0).await?;
    let live = rules::live(&ctx, &actor).await?;
    let mut part = Part::new(&edition, "Compared with the version in use", "compare");
    part.sections = sections(live.as_ref(), &edition);
    let (values, report) = (Values::default(), Report::new());
    let fields = Fields::new(&values, &report);
    let (_, _, answer) = part::split(FormState::of(Values::default()));
    part::page(&ctx, &signed, part, &values, fields, answer).await
}

/// A section for each part that differs.
pub fn sections(live: Option<&Edition>, edition: &Edition) -> Vec<Section> {
    let note = |text: String| {
        vec![Section {
            note: Some(text),
            ..Section::new("Changes")
        }]
    };
    let Some(live) = live else {
        return note("No version is in use yet.".to_owned());
    };
    if live.id == edition.id {
        return note("This is the version in use.".to_owned());
    }
    let changes = rules::compare(&live.definition, &edition.definition);
    if changes.is_empty() {
        return note(format!("Nothing differs from version {}.", live.version));
    }
    changes.into_iter().map(section).collect()
}

fn section(change: Change) -> Section {
    let pieces = change.words.into_iter().map(|word| match word.mark {
        Mark::Same => Piece::Same(word.text),
        Mark::Gone => Piece::Gone(word.text),
        Mark::New => Piece::New(word.text),
    });
    Section {
        diff: pieces.collect(),
        ..Section::new(change.part)
    }
}
