//! Accounts, people, teams and settings over HTTP.

mod accounts;
mod import;
mod institution;
mod logo;
mod teams;

use crate::http::routes::Routes;

/// Every operation of this slice.
pub fn routes(config: &mut Routes) {
    config
        .service(accounts::list_accounts)
        .service(accounts::create_account)
        .service(import::import_accounts)
        .service(accounts::get_account)
        .service(accounts::change_account)
        .service(accounts::find_people)
        .service(teams::list_teams)
        .service(teams::create_team)
        .service(teams::get_team)
        .service(teams::change_team)
        .service(institution::get_settings)
        .service(institution::change_settings)
        .service(logo::set_logo)
        .service(logo::remove_logo)
        .service(logo::read_logo)
        .service(institution::get_institution)
        .service(institution::get_privacy_notice);
}
