//! The editors' console.

mod chart;
mod condition;
mod dashboard;
mod door;
mod form;
mod frame;
mod kept;
mod lane;
mod list;
mod password;

pub use chart::{Bar, BarChart};
pub use condition::{ConditionField, ConditionLine};
pub use dashboard::{DashboardPage, Recent, Waiting};
pub use door::{SetupPage, SignInPage};
pub use form::{
    Act, Button, Clash, Conflict, EditForm, Field, FieldGroup, FormPage, Moment, Panel, Piece,
    Preview, Section,
};
pub use frame::{ConsoleFrame, Flash, NavGroup, NavItem};
pub use kept::Kept;
pub use lane::{Lane, LaneCard};
pub use list::{Badge, Cell, Column, Filter, ListPage, Row, SearchField, Table, Tone};
pub use password::PasswordPage;
