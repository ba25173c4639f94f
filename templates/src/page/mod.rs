//! The public pages.

mod api_docs;
mod article;
mod assessment;
mod clinic_link;
mod error;
mod find;
mod home;
mod inbox_link;
mod listing;
mod listing_form;
mod patient_link;
mod podiatrist;
mod privacy;
mod product;
mod receipt;
mod result;
mod search;
mod share;

pub use api_docs::{ApiDocsPage, ApiField, ApiGroup, ApiOperation, ApiResponse, ApiSchema};
pub use article::{ArticlePage, ContentsEntry};
pub use assessment::{
    Alarm, AssessmentPage, EmergencyPage, PostalCodeField, Question, QuestionKind,
};
pub use clinic_link::{
    AnswerGroup, ClinicLinkPage, ClinicLinkState, DeclineForm, RevealedReferral,
};
pub use error::ErrorPage;
pub use find::{FindForm, FindPage};
pub use home::HomePage;
pub use inbox_link::{InboxLinkPage, InboxLinkState};
pub use listing::{ArticleListPage, FaqsPage, TopicPage};
pub use listing_form::{ListingDonePage, ListingFormPage};
pub use patient_link::{PatientLinkPage, TimelineEntry};
pub use podiatrist::{ClinicView, PodiatristPage};
pub use privacy::{ConsumerHealthPage, PrivacyPage};
pub use product::{OfferView, ProductFilter, ProductPage, ProductsPage};
pub use receipt::{ReceiptPage, ReferPage};
pub use result::{
    ChangeForm, Nearby, ReceiptView, ReferralView, ResultPage, ResultTier, SharedPage,
};
pub use search::{SearchHit, SearchPage};
pub use share::ShareForm;
