//! JSON objects, read from objects alone: serde would take a list for an object's members in
//! their order, and a list of four times `true` for four consents.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// For a field: `#[serde(deserialize_with = "object")]`.
pub fn object<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(Members(PhantomData))
}

/// The same for one that may be left out or null; with `#[serde(default)]`.
pub fn maybe_object<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<Whole<T>>::deserialize(from)?.map(|Whole(value)| value))
}

/// A body that is an object.
pub(super) struct Whole<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        object(from).map(Self)
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        #[serde(default, deserialize_with = "maybe_object")]
        inner: Option<Inner>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        yes: bool,
    }

    fn read(text: &str) -> Result<Option<Inner>, String> {
        let whole = serde_json::from_str::<Whole<Outer>>(text);
        whole
            .map(|whole| whole.0.inner)
            .map_err(|why| why.to_string())
    }

    #[test]
    fn a_list_is_no_object() {
        assert_eq!(
            read(r#"{"inner":{"yes":true}}"#),
            Ok(Some(Inner { yes: true }))
        );
        assert_eq!(read(r#"{"inner":null}"#), Ok(None));
        assert_eq!(read("{}"), Ok(None));
        for bad in ["[]", "[null]", r#"[{"yes":true}]"#, r#"{"inner":[true]}"#] {
            let why = read(bad).unwrap_err();
            assert!(why.contains("expected an object"), "{bad}: {why}");
        }
    }
}
