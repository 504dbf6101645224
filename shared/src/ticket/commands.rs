//! What each command of a ticket carries.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "validation")]
use crate::limits;
use crate::{
    status::{CancelReason, WaitReason},
    ticket::TicketLinkKind,
};

macro_rules! command_body {
    ($(#[$doc:meta])* $name:ident { $($body:tt)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "validation", derive(validator::Validate))]
        pub struct $name { $($body)* }
    };
}

command_body! {
    /// Give it to somebody. To oneself it is 'take'.
    Assign {
        /// A member of the team, never the requester.
        pub assignee_id: Uuid,
        /// Why; only staff read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub reason: Option<String>,
    }
}

command_body! {
    /// Give it to another team's review.
    Transfer {
        /// The other team.
        pub team_id: Uuid,
        /// Why; only staff read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub reason: Option<String>,
    }
}

command_body! {
    /// Stop for a reason.
    Wait {
        /// Why.
        pub reason: WaitReason,
        /// When it resumes by itself; required and in the future when `scheduled`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<DateTime<Utc>>,
        /// What the requester is told (Markdown).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub note: Option<String>,
    }
}

command_body! {
    /// Say that it is done.
    Attend {
        /// What was done, for the requester (Markdown).
        #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::BODY_MAX)))]
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20000))]
        pub summary: String,
    }
}

command_body! {
    /// Agree that it is done.
    Confirm {
        /// 1 (worst) to 5.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(range(min = 1, max = 5)))]
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
        pub rating: Option<u8>,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub comment: Option<String>,
    }
}

command_body! {
    /// A command that needs a reason: reject, reopen, close unanswered.
    Reason {
        /// Why (Markdown).
        #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
        pub reason: String,
    }
}

command_body! {
    /// Cancel it.
    Cancel {
        /// Why; a requester may only withdraw.
        pub reason: CancelReason,
        /// The ticket that asks for the same; required when `duplicate`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub duplicate_of: Option<Uuid>,
        /// In words, for the requester.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub note: Option<String>,
    }
}

command_body! {
    /// A public reply or an internal note.
    NewMessage {
        /// Markdown.
        #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::BODY_MAX)))]
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20000))]
        pub body: String,
        /// Files uploaded before, by the caller.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::ATTACHMENTS_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_items = 10))]
        pub attachment_ids: Vec<Uuid>,
    }
}

command_body! {
    /// Somebody who may read along. Named by account or by institutional e-mail.
    NewWatcher {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub account_id: Option<Uuid>,
        /// Or its institutional e-mail.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::EMAIL_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 254))]
        pub email: Option<String>,
    }
}

command_body! {
    /// Another ticket that this one is related to. Named by folio or by id.
    NewTicketLink {
        /// The other ticket's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::FOLIO_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 40))]
        pub folio: Option<String>,
        /// Or its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Uuid>,
        /// How: staff only say `related`; the other kinds follow from what is done.
        pub kind: TicketLinkKind,
    }
}

command_body! {
    /// `start`, `resume` and `unassign` take an empty object.
    Nothing {}
}

wire_enum! {
    /// The requester's word on an attendance.
    Verdict {
        /// It is done.
        Confirm = "confirm",
        /// It is not.
        Reject = "reject",
    }
}

command_body! {
    /// The requester's word, by the mail's link.
    ConfirmationAnswer {
        /// Done or not.
        pub decision: Verdict,
        /// 1 (worst) to 5, when confirming.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(range(min = 1, max = 5)))]
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
        pub rating: Option<u8>,
        /// In words, when confirming.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub comment: Option<String>,
        /// What is missing; required when rejecting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "validation", validate(length(max = limits::REASON_MAX)))]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub reason: Option<String>,
    }
}
