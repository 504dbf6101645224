//! Tickets over HTTP: extract, call, answer.

mod answer;
mod assigning;
mod closing;
mod confirming;
mod filing;
mod linking;
mod messages;
mod reading;
mod watching;
mod working;

use crate::http::routes::Routes;

/// Every operation on tickets.
pub fn routes(config: &mut Routes) {
    config
        .service(filing::file_ticket)
        .service(reading::list_tickets)
        .service(reading::get_ticket)
        .service(reading::get_timeline)
        .service(reading::list_assignees)
        .service(filing::change_ticket)
        .service(assigning::assign_ticket)
        .service(assigning::unassign_ticket)
        .service(assigning::transfer_ticket)
        .service(working::start_ticket)
        .service(working::wait_ticket)
        .service(working::resume_ticket)
        .service(working::attend_ticket)
        .service(closing::confirm_ticket)
        .service(closing::reject_ticket)
        .service(closing::close_ticket_unanswered)
        .service(closing::reopen_ticket)
        .service(closing::cancel_ticket)
        .service(messages::reply_ticket)
        .service(messages::note_ticket)
        .service(linking::link_ticket)
        .service(linking::unlink_ticket)
        .service(watching::add_watcher)
        .service(watching::remove_watcher)
        .service(confirming::show_confirmation)
        .service(confirming::answer_confirmation);
}
