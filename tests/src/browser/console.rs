//! What the browser itself complains of: errors and warnings of the console, and requests that failed. A journey ends only
//! when there was nothing but what it expected.

use super::Browser;

/// A request that is refused on purpose, or that gets no answer on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// None where the connection is lost.
    status: Option<u16>,
    path: String,
}

impl Expected {
    fn is(&self, message: &str) -> bool {
        let how = match self.status {
            Some(status) => message.contains(&format!("status of {status} ")),
            // As the browser says it, and as a script does that gives up.
            None => message.contains("net::ERR_") || message.contains("TypeError: Failed to fetch"),
        };
        message.contains(&self.path) && how
    }
}

impl Browser {
    /// From now on a request of this path may be refused with this status.
    pub fn expects_refusal(&self, status: u16, path: &str) {
        self.expected.lock().unwrap().push(Expected { status: Some(status), path: path.to_owned() });
    }

    /// From now on a request of this path may get no answer at all.
    pub fn expects_silence(&self, path: &str) {
        self.expected.lock().unwrap().push(Expected { status: None, path: path.to_owned() });
    }

    /// Everything in the console that nobody expected, since the last time.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap_or_else(|error| panic!("{}: console: {error}", self.name));
        let expected = self.expected.lock().unwrap();
        log.into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .filter(|entry| !expected.iter().any(|expected| expected.is(&entry.message)))
            .map(|entry| format!("{} {}", entry.level, entry.message))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_refusal_that_was_named_is_expected() {
        let expected = Expected { status: Some(401), path: "/auth/sessions/refresh".to_owned() };
        let message = "http://127.0.0.1:1/api/v1/auth/sessions/refresh - Failed to load resource: the server responded \
                       with a status of 401 (Unauthorized)";
        assert!(expected.is(message));
        assert!(!expected.is(&message.replace("401", "500")));
        assert!(!expected.is(&message.replace("refresh", "other")));
    }
}
