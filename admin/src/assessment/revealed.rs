//! What an assessment says, for whoever has opened it.

use footpath_domain::{
    directory::phone,
    triage::{Revealed, WordedAnswer},
};
use footpath_templates::{admin::Section, part::Fact};

use crate::rules::{place, tier};

/// Findings first, then whose they are, then the answers: those that say something before the
/// many plain Nos.
pub fn sections(revealed: Revealed) -> Vec<Section> {
    let mut sections = vec![findings(&revealed), contact(&revealed)];
    let (denied, said): (Vec<_>, Vec<_>) = revealed.answers.into_iter().partition(|one| one.denied);
    for (heading, answers) in [("What they said", said), ("Answered No", denied)] {
        if !answers.is_empty() {
            sections.push(answered(heading, answers));
        }
    }
    sections
}

fn findings(revealed: &Revealed) -> Section {
    let flags = revealed.red_flags.iter();
    let mut facts = vec![
        Fact::new("Tier", tier(revealed.tier)),
        Fact::new("Told to go to", revealed.go_to.map_or("nobody", place)),
        Fact::new("Told", &revealed.headline),
    ];
    if let Some(highest) = revealed.highest_with_repeats {
        let says = format!("{}, of all from this contact in two weeks", tier(highest));
        facts.insert(1, Fact::new("Highest tier", says));
    }
    facts.extend(flags.map(|flag| Fact::new("Red flag", &flag.label)));
    let reviewed = revealed.clinically_reviewed;
    Section {
        note: (!reviewed)
            .then(|| "By rules that no clinician has signed off yet: example content.".to_owned()),
        facts,
        ..Section::new("Findings")
    }
}

fn contact(revealed: &Revealed) -> Section {
    let mut section = Section::new("Contact");
    let Some(contact) = &revealed.contact else {
        section.note = Some("They left none.".to_owned());
        return section;
    };
    section.facts.push(Fact::new("Name", &contact.name));
    if revealed.for_a_child {
        let whom = "a person under 18";
        section.facts.push(Fact::new("Answers for", whom));
    }
    if let Some(number) = &contact.phone {
        let fact = Fact::new("Phone", phone::spoken(number));
        section.facts.push(fact.linked(format!("tel:{number}")));
    }
    if let Some(email) = &contact.email {
        let fact = Fact::new("Email", email.to_string());
        section.facts.push(fact.linked(format!("mailto:{email}")));
    }
    section
}

fn answered(heading: &str, answers: Vec<WordedAnswer>) -> Section {
    let facts = answers
        .into_iter()
        .map(|worded| Fact::new(worded.question, worded.answer));
    Section {
        facts: facts.collect(),
        wide: true,
        ..Section::new(heading)
    }
}
