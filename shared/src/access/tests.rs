//! The table of who may do what, as a reviewed snapshot, and what it must never allow.

use std::fmt::Write;

use super::*;

fn actor(roles: &[Role]) -> Actor {
    Actor { account_id: Uuid::nil(), roles: roles.to_vec(), teams: vec![], scopes: None }
}

const ACTIONS: [Action; 26] = [
    Action::See,
    Action::SeeStaffSide,
    Action::Edit,
    Action::Prioritise,
    Action::ChangeService,
    Action::Tag,
    Action::Reply,
    Action::Note,
    Action::ManageWatchers,
    Action::Link,
    Action::Assign,
    Action::Take,
    Action::Unassign,
    Action::Transfer,
    Action::Start,
    Action::Wait,
    Action::Resume,
    Action::Attend,
    Action::Confirm,
    Action::Reject,
    Action::CloseUnanswered,
    Action::Reopen,
    Action::Cancel(CancelReason::Withdrawn),
    Action::Cancel(CancelReason::Duplicate),
    Action::Cancel(CancelReason::OutOfScope),
    Action::Cancel(CancelReason::NoResponse),
];

#[test]
fn the_permission_matrix_is_the_reviewed_one() {
    let none = Facts::default();
    let people: [(&str, Actor, Facts); 13] = [
        ("stranger", actor(&[]), none),
        ("requester", actor(&[]), Facts { requester: true, ..none }),
        ("watcher", actor(&[]), Facts { watcher: true, ..none }),
        ("agent_elsewhere", actor(&[Role::Agent]), none),
        ("registrar_elsewhere", actor(&[Role::Agent]), Facts { registrar: true, ..none }),
        ("registrar_demoted", actor(&[]), Facts { registrar: true, ..none }),
        ("agent_of_team", actor(&[Role::Agent]), Facts { team_member: true, ..none }),
        ("assignee", actor(&[Role::Agent]), Facts { team_member: true, assignee: true, ..none }),
        ("agent_who_asked", actor(&[Role::Agent]), Facts { team_member: true, requester: true, ..none }),
        ("supervisor_of_team", actor(&[Role::Supervisor]), Facts { team_member: true, ..none }),
        ("supervisor_elsewhere", actor(&[Role::Supervisor]), none),
        ("quality", actor(&[Role::Quality]), none),
        ("admin", actor(&[Role::Admin]), none),
    ];
    let mut matrix = String::new();
    for (name, actor, facts) in &people {
        writeln!(matrix, "{name}").unwrap();
        for action in &ACTIONS {
            writeln!(matrix, "  {:<28}{:?}", format!("{action:?}"), decide(actor, *action, facts)).unwrap();
        }
    }
    insta::assert_snapshot!("access", matrix);
}

#[test]
fn a_token_does_no_more_than_its_scopes() {
    let mut ana = actor(&[]);
    ana.scopes = Some(vec![Scope::TicketsRead]);
    let own = Facts { requester: true, ..Facts::default() };
    assert_eq!(decide(&ana, Action::See, &own), Decision::Allow);
    assert_eq!(decide(&ana, Action::Reply, &own), Decision::Forbid);
    assert_eq!(may(&ana, Operation::FileTicket), Decision::Forbid);
    assert_eq!(may(&ana, Operation::ManageSelf), Decision::Forbid);
    ana.scopes = Some(vec![Scope::TicketsWrite]);
    assert_eq!(decide(&ana, Action::See, &own), Decision::Allow);
    assert_eq!(may(&ana, Operation::ListOwn), Decision::Forbid);
    ana.scopes = Some(vec![Scope::ReportsRead]);
    assert_eq!(decide(&ana, Action::See, &own), Decision::Forbid);
}

#[test]
fn nobody_who_was_demoted_keeps_the_assignees_rights() {
    let facts = Facts { assignee: true, team_member: true, ..Facts::default() };
    assert_eq!(decide(&actor(&[]), Action::Attend, &facts), Decision::Hide);
}

#[test]
fn an_agent_takes_only_from_review_and_never_its_own_request() {
    let agent = actor(&[Role::Agent]);
    let facts = Facts { team_member: true, ..Facts::default() };
    let at = |status| Conditions { status, within_reopening: false, closable_unanswered: false };
    assert!(actions(&agent, &facts, &at(Status::New)).contains(&TicketAction::Take));
    assert!(!actions(&agent, &facts, &at(Status::Assigned)).contains(&TicketAction::Take));
    let own = Facts { requester: true, ..facts };
    assert!(!actions(&agent, &own, &at(Status::New)).contains(&TicketAction::Take));
}

#[test]
fn what_is_offered_for_a_token_is_of_use_to_its_owner() {
    let offered = |roles: &[Role]| {
        let person = actor(roles);
        Scope::ALL.iter().copied().filter(|scope| is_of_use(&person, *scope)).map(Scope::as_str).collect::<Vec<_>>()
    };
    let own = ["tickets:read", "tickets:write"];
    assert_eq!(offered(&[]), own);
    assert_eq!(offered(&[Role::Agent]), [own[0], own[1], "directory:read"]);
    assert_eq!(offered(&[Role::Supervisor]), [own[0], own[1], "reports:read", "directory:read"]);
    assert_eq!(offered(&[Role::Quality]), [own[0], own[1], "reports:read"]);
    let all = [own[0], own[1], "reports:read", "directory:read", "directory:write", "admin"];
    assert_eq!(offered(&[Role::Admin]), all);
}
