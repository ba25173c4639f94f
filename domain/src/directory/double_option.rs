//! Tells a field that is `null` from one that is not there: `#[serde(with = "double_option")]`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[expect(clippy::option_option, reason = "absent and null are two things")]
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    de: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(de).map(Some)
}

#[expect(
    clippy::option_option,
    clippy::ref_option,
    reason = "serde hands it over so"
)]
pub fn serialize<T: Serialize + Clone, S: Serializer>(
    value: &Option<Option<T>>,
    ser: S,
) -> Result<S::Ok, S::Error> {
    value.clone().flatten().serialize(ser)
}
