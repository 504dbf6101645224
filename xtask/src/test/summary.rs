//! Adds up the `test result:` lines of all suites.

/// The sum over all suites.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Summary {
    suites: u64,
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Summary {
    /// Takes in one line of output; most say nothing about a result.
    pub fn read(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else { return };
        self.suites += 1;
        for count in counts.1.split(';') {
            let mut words = count.split_whitespace();
            let (Some(number), Some(what)) = (words.next().and_then(|word| word.parse::<u64>().ok()), words.next())
            else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    /// Something ran, and nothing failed.
    pub fn is_success(&self) -> bool {
        self.passed > 0 && self.failed == 0
    }

    /// `412 passed, 0 failed, 0 ignored in 9 suites`
    pub fn closing_line(&self) -> String {
        let Self { suites, passed, failed, ignored } = self;
        format!("{passed} passed, {failed} failed, {ignored} ignored in {suites} suites")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_all_suites_are_added_up() {
        let mut summary = Summary::default();
        for line in [
            "running 2 tests",
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.31s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 4 filtered out; finished in 1.00s\n",
            "a line with test result: ok. 9 passed; inside",
        ] {
            summary.read(line);
        }
        assert_eq!(summary, Summary { suites: 2, passed: 15, failed: 2, ignored: 1 });
        assert_eq!(summary.closing_line(), "15 passed, 2 failed, 1 ignored in 2 suites");
        assert!(!summary.is_success());
    }

    #[test]
    fn no_test_at_all_is_no_success() {
        let mut summary = Summary::default();
        summary.read("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        assert!(!summary.is_success());
    }
}
