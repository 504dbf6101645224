//! A directory as a CSV file: its columns and lines, before anything is known of the people in it.

use std::collections::BTreeMap;

use shared::{account::ImportColumn, limits, problem::FieldCode, text};

use crate::error::{Error, Fault, Result};

/// A line of the file that is not empty.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number in the file; the heading is line 1.
    pub number: u32,
    /// What it says; empty cells say nothing.
    pub cells: BTreeMap<ImportColumn, String>,
}

impl Line {
    /// A cell that says something.
    pub(super) fn get(&self, column: ImportColumn) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }
}

/// Reads a file whose first line names the columns, separated by commas or, as spreadsheets in Spanish write it, semicolons.
///
/// # Errors
/// `Validation`: not UTF-8, a column that is unknown, twice there or missing, too many lines.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::field("", FieldCode::Encoding))?;
    // One kind of line end: the reader counts a `\r\n` to the line behind it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = if heading.contains(';') && !heading.contains(',') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let names = reader.headers().map_err(|_| Error::Malformed(Vec::new()))?.clone();
    let columns = columns(names.iter())?;
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Error::Malformed(Vec::new()))?;
        let number = record.position().map_or(0, csv::Position::line);
        let cells: BTreeMap<ImportColumn, String> = columns
            .iter()
            .zip(record.iter())
            .filter(|(_, cell)| !text::is_blank(cell))
            .map(|(column, cell)| (*column, cell.to_owned()))
            .collect();
        if cells.is_empty() {
            continue;
        }
        if lines.len() == limits::IMPORT_LINES_MAX {
            return Err(Error::Validation(vec![Fault::new("", FieldCode::TooMany).bound(limits::IMPORT_LINES_MAX)]));
        }
        lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
    }
    Ok(lines)
}

fn columns<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<ImportColumn>> {
    let mut columns = Vec::new();
    let mut faults = Vec::new();
    for (at, name) in names.enumerate() {
        match name.to_lowercase().parse::<ImportColumn>() {
            Ok(column) if columns.contains(&column) => {
                faults.push(Fault::new(format!("/columns/{at}"), FieldCode::Duplicate));
            }
            Ok(column) => columns.push(column),
            Err(_) => faults.push(Fault::new(format!("/columns/{at}"), FieldCode::Unknown)),
        }
    }
    if faults.is_empty() && !columns.contains(&ImportColumn::Email) {
        faults.push(Fault::new("/email", FieldCode::Required));
    }
    if faults.is_empty() { Ok(columns) } else { Err(Error::Validation(faults)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn what_a_spreadsheet_writes_is_read(
            rows in prop::collection::vec(("[a-z]{1,9}@example\\.edu\\.mx", "[^\0]{0,24}"), 0..12),
            is_spanish: bool,
            mark: bool,
        ) {
            let delimiter = if is_spanish { b';' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(["Email", "NAME"]).unwrap();
            for (email, name) in &rows {
                writer.write_record([email, name]).unwrap();
            }
            let written = writer.into_inner().unwrap();
            let lines = read(&[if mark { "\u{feff}".as_bytes() } else { b"" }, &written].concat()).unwrap();
            prop_assert_eq!(lines.len(), rows.len());
            for (line, (email, name)) in lines.iter().zip(&rows) {
                prop_assert_eq!(line.get(ImportColumn::Email), Some(email.as_str()));
                let said = name.replace("\r\n", "\n").replace('\r', "\n");
                prop_assert_eq!(line.get(ImportColumn::Name), Some(said.trim()).filter(|name| !text::is_blank(name)));
            }
        }

        #[test]
        fn any_bytes_are_lines_or_refused(
            bytes in prop_oneof![
                any::<Vec<u8>>(),
                "(email[,;]?(name|email|x)?)?(\r\n|\n|\r)?([a-z@\";,ñ\0\r\n ]{0,12}){0,6}".prop_map(String::into_bytes),
            ],
        ) {
            match read(&bytes) {
                Ok(lines) => prop_assert!(lines.iter().all(|line| !line.cells.is_empty() && line.number > 1)),
                Err(Error::Validation(faults)) => prop_assert!(!faults.is_empty()),
                Err(Error::Malformed(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}
