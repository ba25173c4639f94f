//! What publishing a version would do, and the button that does it.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    triage::rules::{self, Edition, Effect, Status},
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{Cell, Column, Panel, Row, Section, Table},
    part::Fact,
};
use footpath_web::{Path, Problem};

use super::{
    compare, one,
    part::{self, Part},
    words,
};
use crate::{
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, id.0, FormState::of(Values::default())).await
}

pub async fn submit(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match rules::publish(&ctx, &posted.signed.actor(), id.0, posted.version()).await {
        Ok(()) => Ok(part::done(id.0, "published")),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let edition = rules::get(ctx, &actor, id).await?;
    let live = rules::live(ctx, &actor).await?;
    let effect = rules::effect(ctx, &actor, id).await?;
    let (_, report, answer) = part::split(state);
    let mut part = Part::new(
        &edition,
        format!("Publish version {}", edition.version),
        "publish",
    );
    part.sections = vec![moved(&effect), checks(&edition)];
    part.sections
        .extend(compare::sections(live.as_ref(), &edition));
    part.aside = vec![panel(signed, &edition)];
    let values = Values::default();
    let fields = Fields::new(&values, &report);
    part::page(ctx, signed, part, &values, fields, answer).await
}

fn moved(effect: &Effect) -> Section {
    let mut section = Section::new("Stored assessments");
    let looked = kit::counted(effect.looked_at, "stored assessment", "stored assessments");
    if effect.looked_at == 0 {
        section.note = Some("None is stored, so none would change.".to_owned());
        return section;
    }
    let changed = match effect.changed() {
        0 => format!("Of {looked}, none would come to another tier."),
        n => format!(
            "Of {looked}, {} would come to another tier by these rules. What was said to their \
             readers stays as it was.",
            kit::thousands(n)
        ),
    };
    section.note = Some(format!("{changed} {}", reach(effect)));
    if effect.changed() > 0 {
        let rows = effect.moved.iter().map(|((from, to), n)| Row {
            title: format!("{} \u{2192} {}", words::tier(*from), words::tier(*to)),
            href: None,
            note: (to < from).then(|| "Less urgent than before".to_owned()),
            cells: vec![Cell::Number(kit::thousands(*n))],
        });
        section.table = Some(Table {
            label: "Changed tiers".to_owned(),
            columns: vec![
                Column::new("From and to"),
                Column::new("Assessments").number(),
            ],
            rows: rows.collect(),
        });
    }
    section
}

/// How many were looked at, and how many were not.
fn reach(effect: &Effect) -> String {
    let most = kit::thousands(rules::MOST);
    match effect.left_out {
        0 => format!("These are all there are; of more, only the newest {most} are looked at."),
        older => format!(
            "Only the newest {most} are looked at: {} were left out.",
            kit::counted(older, "older one", "older ones")
        ),
    }
}

fn checks(edition: &Edition) -> Section {
    let checks = rules::check(&edition.definition);
    let mut section = Section::new("Checks");
    if checks.problems.is_empty() {
        section.note = Some("All pass.".to_owned());
        return section;
    }
    section.note = Some("These have to be mended first.".to_owned());
    let facts = checks.problems.into_iter();
    section.facts = facts
        .map(|problem| Fact::new(problem.field, problem.message))
        .collect();
    section.wide = true;
    section
}

/// The button only where it would do something.
fn panel(signed: &Signed, edition: &Edition) -> Panel {
    let mut panel = Panel::new("Publish");
    if edition.status != Status::Reviewed {
        panel.note = Some(
            match edition.status {
                Status::Live => "Readers are asked by this version already.",
                Status::Retired => "This version is out of use.",
                Status::Draft | Status::Reviewed => {
                    "A clinical reviewer has to sign this version off first."
                }
            }
            .to_owned(),
        );
        return panel;
    }
    let mut act = kit::act(
        signed,
        format!("{}/publish", part::address(edition.id)),
        "Publish",
        "Readers are asked by this version from now on. Whoever has begun with the one before \
         can finish with it for seven days.",
    );
    act.hidden.push(one::seen(edition));
    panel.acts.push(act);
    panel
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use footpath_domain::triage::Tier;

    use super::*;

    #[test]
    fn what_becomes_less_urgent_is_pointed_out() {
        let effect = Effect {
            looked_at: 1200,
            left_out: 350,
            moved: BTreeMap::from([
                ((Tier::Urgent, Tier::SelfCare), 3),
                ((Tier::SelfCare, Tier::Urgent), 4),
            ]),
        };
        let section = moved(&effect);
        assert!(
            section
                .note
                .unwrap()
                .starts_with("Of 1,200 stored assessments, 7 would")
        );
        assert_eq!(
            reach(&effect),
            "Only the newest 10,000 are looked at: 350 older ones were left out."
        );
        let rows = section.table.unwrap().rows;
        let noted: Vec<_> = rows.iter().filter(|row| row.note.is_some()).collect();
        assert_eq!(noted.len(), 1);
        assert!(noted[0].title.starts_with("Urgent"));
    }
}
