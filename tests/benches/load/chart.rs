//! A picture of what the server reaches of its raw statements.

use std::fmt::Write;

use crate::{figures::Of, operations::Operation};

/// Width of the names, of a hundred percent, and of the words behind a bar.
const NAMES: f64 = 210.0;
const WHOLE: f64 = 420.0;
const WORDS: f64 = 220.0;
/// Height of a row.
const ROW: f64 = 22.0;

/// Bars of every operation on every database, by so many clients at a time.
pub fn chart(all: &[Of], concurrency: usize) -> String {
    let mut body = String::new();
    let mut y = 56.0;
    for operation in Operation::ALL {
        let cells: Vec<_> =
            all.iter().filter_map(|of| of.cell(operation, concurrency).map(|cell| (of, cell))).collect();
        if cells.is_empty() {
            continue;
        }
        let top = y;
        let _ = write!(body, r#"<text x="12" y="{}" font-weight="600">{}</text>"#, y + 15.0, operation.name());
        y += ROW;
        for (of, cell) in cells {
            let color = if of.engine == e2e::Engine::Sqlite { "#2f6f8f" } else { "#8f5a2f" };
            let width = WHOLE * cell.ratio().clamp(0.0, 100.0) / 100.0;
            let _ = write!(
                body,
                r#"<text x="{}" y="{}" text-anchor="end">{} · {}</text><rect x="{NAMES}" y="{}" width="{width:.1}" height="14" fill="{color}"/><text x="{:.1}" y="{}">{:.0} % · {:.0}/s · p99 {:.1} ms</text>"#,
                NAMES - 8.0,
                y + 15.0,
                of.engine,
                of.tickets,
                y + 4.0,
                NAMES + width + 6.0,
                y + 15.0,
                cell.ratio(),
                cell.served.throughput(),
                cell.served.percentile(99.0),
            );
            y += ROW;
        }
        if let Some(aim) = operation.aim() {
            let x = NAMES + WHOLE * aim / 100.0;
            let _ = write!(body, r##"<path d="M{x} {top}V{y}" stroke="#b3261e" stroke-dasharray="4 3"/>"##);
        }
        y += 8.0;
    }
    let width = NAMES + WHOLE + WORDS;
    let title = format!(
        "Operations a second at {concurrency} at a time, in percent of the same SQL by raw prepared statements"
    );
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" font-family="system-ui, sans-serif" font-size="12"><rect width="{width}" height="{y}" fill="#fff"/><text x="12" y="24" font-size="14" font-weight="600">{title}</text><text x="12" y="42" fill="#555">Dashed: the aim.</text>{body}</svg>
"##
    )
}
