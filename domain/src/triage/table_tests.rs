//! A second evaluator, written straight from the rule table and sharing no code with the first,
//! against which thousands of random answers are held.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Answers, Definition, GoTo, Outcome, Tier, evaluate};

type Sent = BTreeMap<String, Value>;

/// The rules in the order of the table; `a` asks whether a question counts as answered yes.
#[rustfmt::skip]
fn table(s: &Sent, a: &dyn Fn(&str) -> bool) -> Vec<(&'static str, &'static str, bool)> {
    let int = |id: &str| s.get(id).and_then(Value::as_i64);
    let trend = s.get("trend").and_then(Value::as_str);
    let back = s.get("pain_site").and_then(Value::as_array)
        .is_some_and(|sites| sites.contains(&json!("back_of_heel")));
    let diabetic = a("diabetes") || a("neuropathy");
    let two_of = [a("morning_stiffness_over_30"), a("both_heels_or_other_joints"), a("inflammatory_history")]
        .into_iter().filter(|yes| *yes).count() >= 2;
    vec![
        ("emergency", "pe", a("chest_or_breathing")),
        ("emergency", "sepsis", a("fever_or_very_unwell") && (a("wound_or_break") || a("hot_swollen_joint")
            || a("spreading_redness") || a("pus") || a("hot_red_swollen_foot") || a("puncture_through_shoe")
            || a("recent_injection_or_surgery"))),
        ("emergency", "ischemia", a("cold_or_colour_change")),
        ("emergency", "necrotizing_infection", a("spreading_within_hours")),
        ("emergency", "fracture", a("injury") && (a("deformity_or_snap") || a("cannot_bear_weight"))),
        ("emergency", "achilles_rupture", a("sudden_kick_back_of_heel")),
        ("emergency", "cauda_equina", a("saddle_or_bladder") || a("both_legs_weak")),
        ("emergency", "compartment", a("injury") && a("tight_worsening")),
        ("urgent", "dvt", a("leg_swelling_one_side")),
        ("urgent", "diabetic_foot", diabetic && a("wound_or_break")),
        ("urgent", "charcot", diabetic && a("hot_red_swollen_foot")),
        ("urgent", "systemic", a("fever_or_very_unwell")),
        ("urgent", "infection", a("spreading_redness") || a("hot_red_swollen_foot") || a("pus")
            || a("puncture_through_shoe") || (a("recent_injection_or_surgery") && trend == Some("worse"))),
        ("urgent", "septic_joint", a("hot_swollen_joint")),
        ("urgent", "bone_stress_high", a("cannot_bear_weight")
            || (a("training_increase") && (a("rest_or_night_pain") || a("cannot_hop")))),
        ("urgent", "tumor", a("rest_or_night_pain") && (a("cancer_history") || a("weight_loss") || a("growing_lump"))),
        ("urgent", "deformity", a("deformity_or_snap")),
        ("urgent", "tight_calf", a("tight_worsening")),
        ("urgent", "foot_drop", a("foot_drop")),
        ("urgent", "tendon_medication", a("fluoroquinolone_or_steroid") && back),
        ("urgent", "achilles_weakness", a("cannot_rise_on_toes")),
        ("urgent", "unsure_emergency", false),
        ("podiatrist", "bone_stress", a("squeeze_hurts") || (a("training_increase") && trend == Some("worse"))),
        ("podiatrist", "nerve", a("numb_tingle_burn") || a("sharp_shooting")),
        ("podiatrist", "swelling_or_bruising", a("swelling") || a("bruising")),
        ("podiatrist", "wound", a("wound_or_break")),
        ("podiatrist", "lump", a("growing_lump")),
        ("podiatrist", "night_pain", a("rest_or_night_pain")),
        ("podiatrist", "diabetes", a("diabetes")),
        ("podiatrist", "inflammatory", two_of),
        ("podiatrist", "sever", int("age").is_some_and(|n| (8..=14).contains(&n))),
        ("podiatrist", "child", int("age").is_some_and(|n| n < 8)),
        ("podiatrist", "severe", a("stops_activity") || int("severity").is_some_and(|n| n >= 7)),
        ("podiatrist", "worsening", trend == Some("worse")),
        ("podiatrist", "not_improving", (int("duration_days").is_some_and(|n| n >= 14)
            || int("home_care_days").is_some_and(|n| n >= 14)) && trend.is_some_and(|t| t != "better")),
        ("podiatrist", "unsure_urgent", false),
    ]
}

/// What an urgent rule reads and may be left out, in the order of the questionnaire.
const URGENT_OPTIONAL: [&str; 17] = [
    "pain_site",
    "leg_swelling_one_side",
    "hot_red_swollen_foot",
    "pus",
    "puncture_through_shoe",
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

const URGENT_REQUIRED: [&str; 8] = [
    "fever_or_very_unwell",
    "cannot_bear_weight",
    "deformity_or_snap",
    "wound_or_break",
    "hot_swollen_joint",
    "spreading_redness",
    "tight_worsening",
    "trend",
];

fn go_to(code: &str) -> GoTo {
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

fn by_the_table(s: &Sent, today: NaiveDate) -> Outcome {
    let said = |id: &str, what: &str| s.get(id) == Some(&json!(what));
    let strict = table(s, &|id| said(id, "yes"));
    let loose = table(s, &|id| said(id, "yes") || said(id, "not_sure"));
    let only_unsure = |tier: &str| {
        strict
            .iter()
            .zip(&loose)
            .any(|(strict, loose)| strict.0 == tier && !strict.2 && loose.2)
    };
    let mut tier = Tier::SelfCare;
    let mut codes = Vec::new();
    for (strict, loose) in strict.iter().zip(&loose) {
        let matched = match (strict.0, strict.1) {
            (_, "unsure_emergency") => only_unsure("emergency"),
            (_, "unsure_urgent") => only_unsure("urgent"),
            ("podiatrist", _) => loose.2,
            _ => strict.2,
        };
        if matched {
            codes.push(strict.1.to_owned());
            tier = tier.max(match strict.0 {
                "emergency" => Tier::Emergency,
                "urgent" => Tier::Urgent,
                _ => Tier::Podiatrist,
            });
        }
    }
    let unanswered: Vec<_> = URGENT_OPTIONAL
        .iter()
        .filter(|id| !s.contains_key(**id))
        .map(|id| (*id).to_owned())
        .collect();
    let complete = unanswered.is_empty() && URGENT_REQUIRED.iter().all(|id| s.contains_key(*id));
    let unsure = s.values().any(|value| *value == json!("not_sure"));
    let back = s
        .get("pain_site")
        .and_then(Value::as_array)
        .is_some_and(|sites| sites.contains(&json!("back_of_heel")));
    let topics = [
        ("plantar-fasciitis", said("first_steps_worst", "yes")),
        ("achilles-tendinitis", back),
        ("heel-pad-syndrome", said("feels_bruised", "yes")),
        (
            "stress-fracture",
            codes.iter().any(|code| code.starts_with("bone_stress")),
        ),
        ("nerve-entrapment", codes.contains(&"nerve".to_owned())),
    ];
    Outcome {
        tier,
        go_to: codes.iter().map(|code| go_to(code)).max(),
        codes,
        unanswered,
        related_topics: topics
            .iter()
            .filter(|topic| topic.1)
            .map(|topic| topic.0.to_owned())
            .collect(),
        recheck_on: (tier <= Tier::Podiatrist).then(|| today + chrono::TimeDelta::days(14)),
        show_products: tier == Tier::SelfCare && complete && !unsure,
    }
}

/// Splitmix64: small, seeded, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

/// Random answers; `calm` (1–40) makes yes and `not_sure` rarer.
fn random_answers(dice: &mut Dice, definition: &Definition, calm: u64, skip: u64) -> Sent {
    let mut sent = Sent::new();
    for question in &definition.questions {
        if skip > 0 && dice.roll(skip) == 0 {
            continue;
        }
        let value = match question.kind.as_str() {
            "tri" => json!(match dice.roll(calm + 2) {
                0 => "yes",
                1 if calm != 7 => "not_sure",
                _ => "no",
            }),
            "int" => {
                let min = question.min.unwrap_or(0);
                let span = question.max.unwrap_or(40) - min + 1;
                let rolled = dice.roll(u64::try_from(span).unwrap());
                json!(min + i64::try_from(rolled).unwrap())
            }
            "choice" => json!(question.options[usize::try_from(dice.roll(3)).unwrap()].value),
            _ => {
                let chosen = question.options.iter().filter(|_| dice.roll(3) == 0);
                json!(chosen.map(|option| &option.value).collect::<Vec<_>>())
            }
        };
        sent.insert(question.id.clone(), value);
    }
    sent
}

#[test]
fn thousands_of_random_answers_come_out_as_the_table_says() {
    let definition = Definition::starter().unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut dice = Dice(20_261_123);
    let mut tiers: BTreeMap<Tier, u32> = BTreeMap::new();
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let mut with_products = 0;
    for round in 0..12_000_u64 {
        let calm = [1, 3, 7, 20, 60, 200][usize::try_from(round % 6).unwrap()];
        let skip = [0, 0, 4, 30][usize::try_from(round % 4).unwrap()];
        let mut sent = random_answers(&mut dice, &definition, calm, skip);
        if round % 5 < 2 {
            // Otherwise pain, age and time nearly always make a podiatrist's case.
            let mild = [
                ("age", 30),
                ("severity", 2),
                ("duration_days", 3),
                ("home_care_days", 3),
            ];
            sent.extend(mild.map(|(id, n)| (id.to_owned(), json!(n))));
            sent.insert("trend".to_owned(), json!("same"));
        }
        let wire: Map<String, Value> = sent.clone().into_iter().collect();
        let (answers, wrong) = Answers::partial(&definition, &wire);
        assert!(wrong.is_empty(), "{wrong:?}");
        let outcome = evaluate(&definition, &answers, today);
        assert_eq!(outcome, by_the_table(&sent, today), "{sent:?}");
        *tiers.entry(outcome.tier).or_default() += 1;
        with_products += u32::from(outcome.show_products);
        for code in outcome.codes {
            *codes.entry(code).or_default() += 1;
        }
    }
    for tier in Tier::ALL {
        assert!(tiers.get(&tier).is_some_and(|n| *n > 300), "{tiers:?}");
    }
    assert_eq!(codes.len(), 36, "every rule came up: {codes:?}");
    assert!(with_products > 50, "{with_products}");
}

#[test]
fn the_table_reads_the_examples_alike() {
    let definition = Definition::starter().unwrap();
    let today = NaiveDate::default();
    for example in &definition.examples {
        let mut sent = definition.example_base.clone();
        sent.extend(example.answers.clone());
        let outcome = by_the_table(&sent, today);
        assert_eq!(
            (outcome.tier, &outcome.codes),
            (example.tier, &example.codes)
        );
    }
}

#[test]
fn the_order_and_places_of_the_rules_are_those_of_the_table() {
    let definition = Definition::starter().unwrap();
    let table = table(&Sent::new(), &|_| false);
    assert_eq!(table.len(), definition.rules.len());
    for (row, rule) in table.iter().zip(&definition.rules) {
        assert_eq!((row.0, row.1), (rule.tier.as_str(), rule.code.as_str()));
        assert_eq!(rule.go_to, go_to(row.1), "{}", row.1);
    }
}
