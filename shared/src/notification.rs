//! The mail that people may do without. Whatever needs their act (a question, a result to confirm, a ticket to work on, a
//! code) is not among it, and always sent.

wire_enum! {
    /// News of tickets that a person may do without: it asks nothing of them.
    Notification {
        /// The receipt of a request of one's own.
        Received = "received",
        /// Who has a request of one's own, or has taken it up again.
        Assigned = "assigned",
        /// A reply on a ticket that one watches.
        WatchedReplies = "watched_replies",
        /// Any other news of a ticket that one watches.
        WatchedChanges = "watched_changes",
        /// A ticket that one had was given away or cancelled.
        NoLongerMine = "no_longer_mine",
    }
}
