//! The table of rules once more, written down by hand from the table alone, against the evaluator
//! that ships: a thousand random sets of answers must agree.

use std::collections::BTreeMap;

use footpath_domain::triage::{Answers, Definition, GoTo, QuestionKind, Tier, evaluate};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Map, Value, json};

/// Answers, and whether `not_sure` counts as yes.
struct Case<'a> {
    answers: &'a Map<String, Value>,
    unsure: bool,
}

impl Case<'_> {
    /// Answered yes.
    fn x(&self, id: &str) -> bool {
        match self.answers.get(id).and_then(Value::as_str) {
            Some("yes") => true,
            Some("not_sure") => self.unsure,
            _ => false,
        }
    }

    fn any(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.x(id))
    }

    fn number(&self, id: &str) -> Option<i64> {
        self.answers.get(id)?.as_i64()
    }

    fn is(&self, id: &str, value: &str) -> bool {
        self.answers.get(id).and_then(Value::as_str) == Some(value)
    }

    fn has(&self, id: &str, value: &str) -> bool {
        let all = self.answers.get(id).and_then(Value::as_array);
        all.is_some_and(|all| all.iter().any(|one| one == value))
    }
}

type Rule = (&'static str, fn(&Case<'_>) -> bool);

const EMERGENCY: &[Rule] = &[
    ("pe", |c| c.x("chest_or_breathing")),
    ("sepsis", |c| {
        c.x("fever_or_very_unwell")
            && c.any(&[
                "wound_or_break",
                "hot_swollen_joint",
                "spreading_redness",
                "pus",
                "hot_red_swollen_foot",
                "puncture_through_shoe",
                "recent_injection_or_surgery",
            ])
    }),
    ("ischemia", |c| c.x("cold_or_colour_change")),
    ("necrotizing_infection", |c| c.x("spreading_within_hours")),
    ("fracture", |c| {
        c.x("injury") && c.any(&["deformity_or_snap", "cannot_bear_weight"])
    }),
    ("achilles_rupture", |c| c.x("sudden_kick_back_of_heel")),
    ("cauda_equina", |c| {
        c.any(&["saddle_or_bladder", "both_legs_weak"])
    }),
    ("compartment", |c| c.x("injury") && c.x("tight_worsening")),
];

const URGENT: &[Rule] = &[
    ("dvt", |c| c.x("leg_swelling_one_side")),
    ("diabetic_foot", |c| {
        c.any(&["diabetes", "neuropathy"]) && c.x("wound_or_break")
    }),
    ("charcot", |c| {
        c.any(&["diabetes", "neuropathy"]) && c.x("hot_red_swollen_foot")
    }),
    ("systemic", |c| c.x("fever_or_very_unwell")),
    ("infection", |c| {
        c.any(&[
            "spreading_redness",
            "hot_red_swollen_foot",
            "pus",
            "puncture_through_shoe",
        ]) || (c.x("recent_injection_or_surgery") && c.is("trend", "worse"))
    }),
    ("septic_joint", |c| c.x("hot_swollen_joint")),
    ("bone_stress_high", |c| {
        c.x("cannot_bear_weight")
            || (c.x("training_increase") && c.any(&["rest_or_night_pain", "cannot_hop"]))
    }),
    ("tumor", |c| {
        c.x("rest_or_night_pain") && c.any(&["cancer_history", "weight_loss", "growing_lump"])
    }),
    ("deformity", |c| c.x("deformity_or_snap")),
    ("tight_calf", |c| c.x("tight_worsening")),
    ("foot_drop", |c| c.x("foot_drop")),
    ("tendon_medication", |c| {
        c.x("fluoroquinolone_or_steroid") && c.has("pain_site", "back_of_heel")
    }),
    ("achilles_weakness", |c| c.x("cannot_rise_on_toes")),
];

const PODIATRIST: &[Rule] = &[
    ("bone_stress", |c| {
        c.x("squeeze_hurts") || (c.x("training_increase") && c.is("trend", "worse"))
    }),
    ("nerve", |c| c.any(&["numb_tingle_burn", "sharp_shooting"])),
    ("swelling_or_bruising", |c| c.any(&["swelling", "bruising"])),
    ("wound", |c| c.x("wound_or_break")),
    ("lump", |c| c.x("growing_lump")),
    ("night_pain", |c| c.x("rest_or_night_pain")),
    ("diabetes", |c| c.x("diabetes")),
    ("inflammatory", |c| {
        let signs = [
            "morning_stiffness_over_30",
            "both_heels_or_other_joints",
            "inflammatory_history",
        ];
        signs.iter().filter(|id| c.x(id)).count() >= 2
    }),
    ("sever", |c| {
        c.number("age").is_some_and(|age| (8..=14).contains(&age))
    }),
    ("child", |c| c.number("age").is_some_and(|age| age < 8)),
    ("severe", |c| {
        c.x("stops_activity") || c.number("severity").is_some_and(|n| n >= 7)
    }),
    ("worsening", |c| c.is("trend", "worse")),
    ("not_improving", |c| {
        let long = |id| c.number(id).is_some_and(|days| days >= 14);
        (long("duration_days") || long("home_care_days"))
            && (c.is("trend", "same") || c.is("trend", "worse"))
    }),
];

/// Every optional question that an urgent rule reads.
const READ_BY_URGENT: &[&str] = &[
    "leg_swelling_one_side",
    "hot_red_swollen_foot",
    "pus",
    "puncture_through_shoe",
    "pain_site",
    "rest_or_night_pain",
    "cannot_rise_on_toes",
    "cannot_hop",
    "foot_drop",
    "training_increase",
    "diabetes",
    "neuropathy",
    "cancer_history",
    "weight_loss",
    "growing_lump",
    "fluoroquinolone_or_steroid",
    "recent_injection_or_surgery",
];

#[derive(Debug, PartialEq)]
struct Expected {
    tier: Tier,
    codes: Vec<&'static str>,
    go_to: Option<GoTo>,
    unanswered: Vec<&'static str>,
    products: bool,
}

fn second(answers: &Map<String, Value>) -> Expected {
    let sure = Case {
        answers,
        unsure: false,
    };
    let unsure = Case {
        answers,
        unsure: true,
    };
    let mut codes = Vec::new();
    let mut tiers = Vec::new();
    let mut doubt = [false; 2];
    for (n, (tier, rules)) in [(Tier::Emergency, EMERGENCY), (Tier::Urgent, URGENT)]
        .into_iter()
        .enumerate()
    {
        for (code, rule) in rules {
            if rule(&sure) {
                codes.push(*code);
                tiers.push(tier);
            } else if rule(&unsure) {
                doubt[n] = true;
            }
        }
    }
    if doubt[0] {
        codes.push("unsure_emergency");
        tiers.push(Tier::Urgent);
    }
    for (code, rule) in PODIATRIST {
        if rule(&unsure) {
            codes.push(*code);
            tiers.push(Tier::Podiatrist);
        }
    }
    if doubt[1] {
        codes.push("unsure_urgent");
        tiers.push(Tier::Podiatrist);
    }
    let tier = tiers.iter().max().copied().unwrap_or(Tier::SelfCare);
    let left_out = READ_BY_URGENT
        .iter()
        .filter(|id| !answers.contains_key(**id));
    let unanswered: Vec<_> = left_out.copied().collect();
    let not_sure = answers.values().any(|value| value == "not_sure");
    Expected {
        go_to: codes.iter().map(|code| place(code)).max(),
        products: tier == Tier::SelfCare && unanswered.is_empty() && !not_sure,
        tier,
        codes,
        unanswered,
    }
}

fn place(code: &str) -> GoTo {
    match code {
        "fracture" | "achilles_rupture" => GoTo::EmergencyDepartment,
        "pe" | "sepsis" | "ischemia" | "necrotizing_infection" | "cauda_equina" | "compartment" => {
            GoTo::Call911
        }
        "dvt" | "systemic" | "infection" | "septic_joint" | "tight_calf" | "unsure_emergency" => {
            GoTo::SameDayMedical
        }
        _ => GoTo::Podiatrist,
    }
}

/// Mostly plain Nos, so that every tier comes out often.
fn draw(definition: &Definition, rng: &mut StdRng) -> Map<String, Value> {
    let rate = [0.02, 0.08, 0.25][rng.random_range(0..3)];
    let mut answers = Map::new();
    for question in &definition.questions {
        if !question.required && rng.random_bool(0.05) {
            continue;
        }
        let value = match question.kind {
            QuestionKind::Tri if rng.random_bool(rate) => json!("yes"),
            QuestionKind::Tri if rng.random_bool(rate / 2.0) => json!("not_sure"),
            QuestionKind::Tri => json!("no"),
            QuestionKind::Int => {
                let least = question.min.unwrap_or(0);
                let most = question.max.unwrap_or(30).min(least + 40);
                json!(rng.random_range(least..=most))
            }
            QuestionKind::Choice => {
                let at = rng.random_range(0..question.options.len());
                json!(question.options[at].value)
            }
            QuestionKind::Choices => {
                let options = question.options.iter();
                let chosen: Vec<_> = options
                    .filter(|_| rng.random_bool(0.3))
                    .map(|option| option.value.clone())
                    .collect();
                json!(chosen)
            }
        };
        answers.insert(question.id.clone(), value);
    }
    answers
}

#[test]
fn a_thousand_random_sets_of_answers_agree_with_the_table() {
    let definition = Definition::starter().unwrap();
    let mut rng = StdRng::seed_from_u64(20_261_124);
    let mut tiers: BTreeMap<Tier, usize> = BTreeMap::new();
    let mut reached = std::collections::BTreeSet::new();
    for n in 0..1000 {
        let sent = draw(&definition, &mut rng);
        let (answers, wrong) = Answers::partial(&definition, &sent);
        assert!(wrong.is_empty(), "{n}: {wrong:?}");
        let first = evaluate(&definition, &answers, chrono::NaiveDate::default());
        let second = second(&sent);
        *tiers.entry(second.tier).or_default() += 1;
        reached.extend(second.codes.iter().copied());
        assert_eq!(first.tier, second.tier, "{n}: {sent:?}");
        assert_eq!(first.codes, second.codes, "{n}: {sent:?}");
        assert_eq!(first.go_to, second.go_to, "{n}: {sent:?}");
        assert_eq!(first.show_products, second.products, "{n}: {sent:?}");
        let mut unanswered: Vec<&str> = first.unanswered.iter().map(String::as_str).collect();
        let mut expected = second.unanswered;
        unanswered.sort_unstable();
        expected.sort_unstable();
        assert_eq!(unanswered, expected, "{n}: {sent:?}");
    }
    assert_eq!(tiers.len(), 4, "every tier comes out: {tiers:?}");
    assert_eq!(
        reached.len(),
        EMERGENCY.len() + URGENT.len() + PODIATRIST.len() + 2
    );
}
