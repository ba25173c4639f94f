//! One rule.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{
        Condition, Rule,
        rules::{self, Edit, Edition},
    },
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{Button, Field, FieldGroup, Section},
    part::Fact,
};
use footpath_web::{Path, Problem};

use super::{
    condition::{self, Node, ROOT},
    part::{self, Part},
    words,
};
use crate::{
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

type Place = Path<(RuleSetId, String)>;

/// The code in the address of a rule that is not there yet.
const NEW: &str = "new";

pub async fn show(ctx: Data<Ctx>, signed: Signed, place: Place) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let state = FormState::of(Values::default());
    page(&ctx, &signed, id, &code, state).await
}

pub async fn save(ctx: Data<Ctx>, place: Place, posted: Posted) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let mut node = Node::read(&posted.values);
    if node.act(posted.verb()) {
        let typed = node.write(posted.values.without_tree(ROOT));
        return page(&ctx, &posted.signed, id, &code, FormState::of(typed)).await;
    }
    let edit = match posted.verb() {
        "remove" => Ok((Edit::RemoveRule(code.clone()), "removed")),
        "raise" => Ok((Edit::RaiseRule(code.clone()), "saved")),
        _ => edited(&ctx, &posted, id, &code)
            .await
            .map(|edit| (edit, "saved")),
    };
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let changed = match edit {
        Ok((edit, what)) => rules::change(&ctx, &actor, id, seen, edit)
            .await
            .map(|()| what),
        Err(error) => Err(error),
    };
    match changed {
        Ok(what) => Ok(part::done(id, what)),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id, &code, state).await
        }
    }
}

/// The rule as typed.
async fn edited(ctx: &Ctx, posted: &Posted, id: RuleSetId, code: &str) -> Result<Edit, Error> {
    let edition = rules::get(ctx, &posted.signed.actor(), id).await?;
    let stored = edition.definition.rule(code);
    if stored.is_none() && code != NEW {
        return Err(Error::not_found("rule_set.rule_unknown"));
    }
    let values = &posted.values;
    let mut report = Report::new();
    let mut line = |name: &str| {
        let text = values.text(name).trim();
        if text.is_empty() || text.chars().count() > 500 {
            report.add(name, "must have 1 to 500 characters");
        }
        text.to_owned()
    };
    let (label, advice, source) = (line("label"), line("advice"), line("source"));
    let tier = report.parse("tier", values.text("tier"));
    let go_to = report.parse("go_to", values.text("go_to"));
    let when = match stored.map(|rule| &rule.when) {
        Some(Condition::Unsure(tier)) => Some(Condition::Unsure(*tier)),
        _ => Node::read(values).condition(&mut report),
    };
    match (tier, go_to, when) {
        (Some(tier), Some(go_to), Some(when)) if report.is_empty() => Ok(Edit::Rule {
            was: stored.map(|rule| rule.code.clone()),
            rule: Rule {
                tier,
                code: values.text("code").trim().to_owned(),
                label,
                advice,
                go_to,
                source,
                when,
            },
        }),
        _ => Err(Error::Invalid(report)),
    }
}

fn values(rule: &Rule) -> Values {
    let values = Values::default()
        .with("code", &rule.code)
        .with("tier", rule.tier.as_str())
        .with("go_to", rule.go_to.as_str())
        .with("label", &rule.label)
        .with("advice", &rule.advice)
        .with("source", &rule.source);
    if rule.is_about_doubt() {
        values
    } else {
        Node::of(&rule.when).write(values)
    }
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    code: &str,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(ctx, &signed.actor(), id).await?;
    let rule = edition.definition.rule(code);
    if rule.is_none() && (code != NEW || !edition.is_open()) {
        return Err(Error::not_found("rule_set.rule_unknown").into());
    }
    let (typed, report, answer) = part::split(state);
    let stored = rule.map_or_else(Values::default, values);
    let shown = if typed.all("code").next().is_some() {
        typed
    } else {
        stored.clone()
    };
    let mut fields = Fields::new(&shown, &report);
    let heading = rule.map_or_else(
        || "New rule".to_owned(),
        |rule| format!("Rule {}", rule.code),
    );
    let mut part = Part::new(&edition, heading, format!("rules/{code}"));
    part.groups = groups(&mut fields, &edition, rule, &shown);
    part.buttons = buttons(rule);
    part.facts = rule.map(facts).unwrap_or_default();
    part.sections = rule
        .map(|rule| reached(&edition, rule))
        .into_iter()
        .collect();
    part.stored = stored;
    part::page(ctx, signed, part, &shown, fields, answer).await
}

fn groups(
    fields: &mut Fields<'_>,
    edition: &Edition,
    rule: Option<&Rule>,
    shown: &Values,
) -> Vec<FieldGroup> {
    let says = vec![
        fields.line(
            "code",
            "Code",
            "text",
            "Small letters, digits and _. Programs and examples name the rule by it.",
        ),
        fields.select("tier", "Tier", words::tiers(), ""),
        fields.select("go_to", "Where to go", words::places(), ""),
        fields.line(
            "label",
            "What it says to the reader",
            "text",
            "What was found, in plain words for every skin and every reader.",
        ),
        fields.area(
            "advice",
            "Advice",
            3,
            "What to do, in one or two sentences.",
        ),
        fields.line(
            "source",
            "Source",
            "text",
            "The guideline or paper that it comes from.",
        ),
    ];
    let mut groups = vec![kit::group("", says)];
    if !rule.is_some_and(Rule::is_about_doubt) {
        let error = fields.noted(ROOT, "Matches when");
        let node = if shown.some("when.kind").is_some() || shown.some("when.test").is_some() {
            Node::read(shown)
        } else {
            Node::blank()
        };
        let builder = condition::field(&node, &edition.definition, error);
        groups.push(kit::group("", vec![Field::Condition(builder)]));
    }
    groups
}

fn buttons(rule: Option<&Rule>) -> Vec<Button> {
    let mut buttons = vec![kit::button("save", "Save rule")];
    if rule.is_some() {
        buttons.push(kit::button("raise", "Move up"));
    }
    if rule.is_some_and(|rule| !rule.is_about_doubt()) {
        buttons.push(kit::button("remove", "Remove rule"));
    }
    buttons
}

fn facts(rule: &Rule) -> Vec<Fact> {
    vec![
        Fact::new("Tier", words::tier(rule.tier)),
        Fact::new("Where to go", words::place(rule.go_to)),
        Fact::new("Says", &rule.label),
        Fact::new("Advice", &rule.advice),
        Fact::new("Matches when", rule.when.to_string()),
        Fact::new("Source", &rule.source),
    ]
}

/// The examples that come to this rule.
fn reached(edition: &Edition, rule: &Rule) -> Section {
    let examples = (1..).zip(&edition.definition.examples);
    let by = examples.filter(|(_, example)| example.codes.contains(&rule.code));
    let home = part::address(edition.id);
    let facts: Vec<_> = by
        .map(|(n, example): (usize, _)| {
            let answers = super::example::in_a_line(&example.answers);
            Fact::new(format!("Example {n}"), answers).linked(format!("{home}/examples/{n}"))
        })
        .collect();
    Section {
        note: facts
            .is_empty()
            .then(|| "None yet: add one, or the checks fail.".to_owned()),
        facts,
        ..Section::new("Examples that reach it")
    }
}
