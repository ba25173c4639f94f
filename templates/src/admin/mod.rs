//! The editors' console.

mod door;
mod form;
mod frame;
mod list;

pub use door::{SetupPage, SignInPage};
pub use form::{
    Act, Button, Clash, Conflict, EditForm, Field, FieldGroup, FormPage, Moment, Panel, Preview,
};
pub use frame::{ConsoleFrame, Flash, NavGroup, NavItem};
pub use list::{Badge, Cell, Column, Filter, ListPage, Row, SearchField, Tone};
