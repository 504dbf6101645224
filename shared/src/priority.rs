//! Priority by impact × urgency (product rules, §5).

wire_enum! {
    /// Whom the problem affects.
    Impact {
        /// One person.
        Individual = "individual",
        /// A group, an office, a class.
        Group = "group",
        /// The whole institution.
        Institution = "institution",
    }
}

wire_enum! {
    /// How soon it hurts.
    Urgency {
        /// Work goes on.
        Low = "low",
        /// Work goes on with difficulty.
        Medium = "medium",
        /// Work has stopped.
        High = "high",
    }
}

wire_enum! {
    /// What to take first. Ordered: `Critical` sorts before `Low`.
    Priority {
        /// Before everything else.
        Critical = "critical",
        /// Soon.
        High = "high",
        /// In its turn.
        Normal = "normal",
        /// When there is time.
        Low = "low",
    }
}

impl Priority {
    /// The matrix of the procedure.
    pub const fn of(impact: Impact, urgency: Urgency) -> Self {
        match (impact, urgency) {
            (Impact::Individual, Urgency::Low) => Self::Low,
            (Impact::Individual, Urgency::Medium) | (Impact::Group, Urgency::Low) => Self::Normal,
            (Impact::Individual, Urgency::High)
            | (Impact::Group, Urgency::Medium)
            | (Impact::Institution, Urgency::Low) => Self::High,
            (Impact::Group | Impact::Institution, Urgency::High) | (Impact::Institution, Urgency::Medium) => {
                Self::Critical
            }
        }
    }

    /// Place in the queue, 0 first; stored beside the ticket so that an index can sort by it.
    pub const fn rank(self) -> i16 {
        match self {
            Self::Critical => 0,
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        }
    }
}

wire_enum! {
    /// The requester's answer to 'Whom does it affect?'.
    ImpactAnswer {
        /// Only the requester.
        Me = "me",
        /// The requester's office, class or group.
        MyGroup = "my_group",
        /// Everyone.
        Everyone = "everyone",
    }
}

impl ImpactAnswer {
    /// The impact that the answer suggests; the reviewer sets the final value.
    pub const fn impact(self) -> Impact {
        match self {
            Self::Me => Impact::Individual,
            Self::MyGroup => Impact::Group,
            Self::Everyone => Impact::Institution,
        }
    }
}

wire_enum! {
    /// The requester's answer to 'Can you work or teach meanwhile?'.
    UrgencyAnswer {
        /// Yes.
        CanWork = "can_work",
        /// Yes, with difficulty.
        WithDifficulty = "with_difficulty",
        /// No.
        CannotWork = "cannot_work",
    }
}

impl UrgencyAnswer {
    /// The urgency that the answer suggests; the reviewer sets the final value.
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::CanWork => Urgency::Low,
            Self::WithDifficulty => Urgency::Medium,
            Self::CannotWork => Urgency::High,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_of_the_procedure() {
        let rows: Vec<[Priority; 3]> = Impact::ALL
            .iter()
            .map(|impact| [Urgency::Low, Urgency::Medium, Urgency::High].map(|urgency| Priority::of(*impact, urgency)))
            .collect();
        assert_eq!(
            rows,
            [
                [Priority::Low, Priority::Normal, Priority::High],
                [Priority::Normal, Priority::High, Priority::Critical],
                [Priority::High, Priority::Critical, Priority::Critical],
            ]
        );
    }

    #[test]
    fn the_rank_orders_as_the_enum_does() {
        assert!(Priority::ALL.windows(2).all(|pair| pair[0].rank() < pair[1].rank() && pair[0] < pair[1]));
    }
}
