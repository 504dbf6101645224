//! What a scope is called, and what it permits.

use shared::access::Scope;

use crate::i18n::Messages;

impl Messages {
    /// A scope in words.
    pub fn scope(self, scope: Scope) -> &'static str {
        match scope {
            Scope::TicketsRead => self.scope_tickets_read(),
            Scope::TicketsWrite => self.scope_tickets_write(),
            Scope::ReportsRead => self.scope_reports_read(),
            Scope::LabsRead => self.scope_labs_read(),
            Scope::LabsWrite => self.scope_labs_write(),
            Scope::DirectoryRead => self.scope_directory_read(),
            Scope::DirectoryWrite => self.scope_directory_write(),
            Scope::Admin => self.scope_admin(),
        }
    }

    /// What it permits.
    pub fn scope_about(self, scope: Scope) -> &'static str {
        match scope {
            Scope::TicketsRead => self.scope_tickets_read_about(),
            Scope::TicketsWrite => self.scope_tickets_write_about(),
            Scope::ReportsRead => self.scope_reports_read_about(),
            Scope::LabsRead => self.scope_labs_read_about(),
            Scope::LabsWrite => self.scope_labs_write_about(),
            Scope::DirectoryRead => self.scope_directory_read_about(),
            Scope::DirectoryWrite => self.scope_directory_write_about(),
            Scope::Admin => self.scope_admin_about(),
        }
    }
}
