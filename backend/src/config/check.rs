//! What must hold between the values before a process may serve.

use super::{Config, Fault, Faults};

impl Config {
    /// Whether a process can serve with it.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn check_for_serving(&self) -> Result<(), Faults> {
        let mut faults = Vec::new();
        let is_open = !self.listen.ip().is_loopback();
        if self.smtp.is_none() && !self.demo {
            let remedy = "write smtps://user:password@host:465 or smtp+starttls://user:password@host:587, or start the demo with --demo";
            faults.push(Fault::unset("smtp", "nothing is set, and nobody could sign in without mail", remedy));
        }
        if self.public_url.is_empty() && is_open {
            let remedy = "write the address that people type, such as https://ventanilla.example.edu.mx";
            faults.push(Fault::unset("public_url", "nothing is set, and it listens beyond this machine", remedy));
        }
        if self.demo && is_open && !self.demo_listen_anywhere {
            let remedy = "listen on 127.0.0.1, or set VENTANILLA_DEMO_LISTEN_ANYWHERE=true if everyone who reaches it may be anyone";
            faults.push(Fault::unset(
                "listen",
                "the demo lets everyone in and would listen beyond this machine",
                remedy,
            ));
        }
        if self.domains.is_empty() {
            faults.push(Fault::unset("domains", "nobody could sign in", "write the institution's mail domains"));
        }
        if self.metrics_listen.is_some_and(|metrics| metrics == self.listen && metrics.port() != 0) {
            faults.push(Fault::unset("metrics_listen", "it is the address of the app", "write another port"));
        }
        if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Smtp, SmtpSecurity};

    fn faulty_keys(config: &Config) -> Vec<String> {
        config
            .check_for_serving()
            .map_or_else(|faults| faults.0.into_iter().map(|fault| fault.key).collect(), |()| Vec::new())
    }

    #[test]
    fn without_mail_only_the_demo_starts() {
        assert_eq!(faulty_keys(&Config::default()), ["smtp"]);
        assert!(faulty_keys(&Config { demo: true, ..Config::default() }).is_empty());
    }

    #[test]
    fn the_demo_is_told_twice_before_it_listens_beyond_this_machine() {
        let listen = ([0, 0, 0, 0], 8080).into();
        let public_url = "https://demo.example.mx".to_owned();
        let once = Config { demo: true, listen, public_url, ..Config::default() };
        assert_eq!(faulty_keys(&once), ["listen"]);
        assert!(faulty_keys(&Config { demo_listen_anywhere: true, ..once }).is_empty());
    }

    #[test]
    fn who_listens_beyond_this_machine_has_a_public_address() {
        let smtp = Smtp { host: "h".into(), port: 465, security: SmtpSecurity::Tls, credentials: None };
        let config = Config { smtp: Some(smtp), listen: ([0, 0, 0, 0], 8080).into(), ..Config::default() };
        assert_eq!(faulty_keys(&config), ["public_url"]);
    }
}
