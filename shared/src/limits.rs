//! Every limit that both sides hold: lengths in characters, sizes in bytes.

/// Longest e-mail address (RFC 5321 path limit).
pub const EMAIL_MAX: u64 = 254;
/// Longest display name of a person.
pub const NAME_MAX: u64 = 120;
/// Longest subject of a ticket.
pub const SUBJECT_MAX: u64 = 160;
/// Longest description, reply, note or summary.
pub const BODY_MAX: u64 = 20_000;
/// Longest reason of a command, comment of a rating, note of a wait.
pub const REASON_MAX: u64 = 2_000;
/// Longest answer to a short-text field.
pub const TEXT_ANSWER_MAX: u64 = 500;
/// Longest answer to a long-text field.
pub const LONG_TEXT_ANSWER_MAX: u64 = 5_000;
/// Longest URL answer.
pub const URL_MAX: u64 = 2_000;
/// Most fields of a service's form.
pub const FIELDS_MAX: u64 = 40;
/// Most options of a choice field.
pub const OPTIONS_MAX: u64 = 100;
/// Longest name of a service.
pub const SERVICE_NAME_MAX: u64 = 120;
/// Least effort of a service, as a factor of a normal one's.
pub const EFFORT_MIN: f64 = 0.1;
/// Greatest effort of a service, as a factor of a normal one's.
pub const EFFORT_MAX: f64 = 100.0;
/// Longest help text of a service or of a field.
pub const HELP_MAX: u64 = 1_000;
/// Longest label of a field or of an option.
pub const LABEL_MAX: u64 = 200;
/// Longest key of a field or value of an option.
pub const KEY_MAX: u64 = 60;
/// Most attachments that one request or message may carry.
pub const ATTACHMENTS_MAX: u64 = 10;
/// Largest attachment, in bytes.
pub const ATTACHMENT_BYTES_MAX: u64 = 25 * 1024 * 1024;
/// Longest file name, in characters.
pub const FILE_NAME_MAX: u64 = 200;
/// Most watchers of a ticket.
pub const WATCHERS_MAX: u64 = 50;
/// Longest text that is read as a folio.
pub const FOLIO_MAX: u64 = 40;
/// Most links of a ticket, in both directions.
pub const LINKS_MAX: u64 = 50;
/// Most tags of a ticket.
pub const TAGS_MAX: u64 = 20;
/// Longest tag.
pub const TAG_MAX: u64 = 40;
/// Most rows of one page of a list.
pub const PAGE_MAX: u32 = 200;
/// Rows of one page when nothing is asked for.
pub const PAGE_DEFAULT: u32 = 50;
/// Most mail domains of the institution.
pub const DOMAINS_MAX: u64 = 50;
/// Longest mail domain (RFC 1035).
pub const DOMAIN_MAX: u64 = 253;
/// Longest name of a time zone.
pub const TIME_ZONE_MAX: u64 = 64;
/// Largest logo, in bytes.
pub const LOGO_BYTES_MAX: usize = 256 * 1024;
/// Longest side of a logo, in pixels.
pub const LOGO_SIDE_MAX: u32 = 1_024;
/// Largest JSON body, in bytes.
pub const JSON_BYTES_MAX: usize = 256 * 1024;
/// Longest `Idempotency-Key`.
pub const IDEMPOTENCY_KEY_MAX: usize = 128;
/// Digits of a sign-in code.
pub const CODE_DIGITS: usize = 6;
/// Life of a sign-in code, in minutes.
pub const CODE_MINUTES: i64 = 10;
/// Tries that a code allows.
pub const CODE_TRIES: i32 = 5;
/// Working days in which a requester may reopen a resolved ticket.
pub const REOPEN_WORKING_DAYS: u32 = 5;
/// Best rating; the worst is 1.
pub const RATING_MAX: u8 = 5;
/// Furthest that an instant which people choose (the end of a wait, of a token) may lie ahead, in days.
pub const AHEAD_DAYS_MAX: i64 = 731;
/// Longest name of an API token.
pub const TOKEN_NAME_MAX: u64 = 80;
/// Most API tokens of a person that are good at one time.
pub const TOKENS_MAX: u64 = 50;
/// Longest range of a report, in days.
pub const REPORT_DAYS_MAX: i64 = 3_700;
/// Longest matrícula or employee number.
pub const INSTITUTIONAL_ID_MAX: u64 = 40;
/// Longest phone extension.
pub const EXTENSION_MAX: u64 = 20;
/// Longest privacy notice, in one language.
pub const PRIVACY_NOTICE_MAX: u64 = 20_000;
/// Longest prefix of folios.
pub const FOLIO_PREFIX_MAX: u64 = 8;
/// Most working days until an attended ticket closes unanswered, and between reminders.
pub const CLOSURE_DAYS_MAX: u32 = 60;
/// Most targets of the quality indicator.
pub const TARGETS_MAX: u64 = 50;
/// Largest directory to import, in bytes.
pub const IMPORT_BYTES_MAX: usize = 1024 * 1024;
/// Most lines of an imported directory.
pub const IMPORT_LINES_MAX: usize = 5_000;
