//! Where a ticket stands, and the reasons that go with it (product rules, §4).

wire_enum! {
    /// Where a ticket stands in its life.
    Status {
        /// Received and not yet given to anyone: the review queue.
        New = "new",
        /// Someone has it and has not begun.
        Assigned = "assigned",
        /// Someone works on it.
        InProgress = "in_progress",
        /// Work has stopped for a stated reason.
        Waiting = "waiting",
        /// IT says that it is done; the requester has not said so yet.
        Attended = "attended",
        /// The requester confirmed (or it was closed unanswered, which the closure tells).
        Resolved = "resolved",
        /// It will not be performed, for a stated reason.
        Cancelled = "cancelled",
    }
}

impl Status {
    /// Whether IT still has something to do.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Assigned | Self::InProgress | Self::Waiting)
    }

    /// Whether nothing more happens by itself: resolved or cancelled.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Resolved | Self::Cancelled)
    }
}

wire_enum! {
    /// How a resolved ticket came to be resolved.
    Closure {
        /// By the requester's own word.
        Confirmed = "confirmed",
        /// Without an answer, by the closure policy or a supervisor; never shown as confirmed.
        Unanswered = "unanswered",
    }
}

wire_enum! {
    /// Why work has stopped.
    WaitReason {
        /// For something only the requester can give; the requester's reply resumes it.
        Requester = "requester",
        /// For a supplier or another department.
        ThirdParty = "third_party",
        /// Until an agreed date.
        Scheduled = "scheduled",
    }
}

wire_enum! {
    /// Why a ticket will not be performed.
    CancelReason {
        /// The requester no longer needs it.
        Withdrawn = "withdrawn",
        /// Another ticket asks for the same; it is named. Not counted as received by the indicator.
        Duplicate = "duplicate",
        /// Not a service of the IT department.
        OutOfScope = "out_of_scope",
        /// The requester never gave what was asked for, after two reminders.
        NoResponse = "no_response",
    }
}

wire_enum! {
    /// How a ticket came in.
    Channel {
        /// By its requester in the web app.
        Web = "web",
        /// By mail.
        Email = "email",
        /// By a program with an API token.
        Api = "api",
        /// Registered by staff for a walk-in or a caller.
        Staff = "staff",
    }
}
