//! Gathers the configuration: defaults, under a TOML file, under `VENTANILLA_*` variables, under the command line's flags.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use super::{
    Config,
    fault::{Fault, Faults, Origin},
    keys::{self, KEYS},
    values::{self, Read},
};

/// What the command line says.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--config`.
    pub file: Option<PathBuf>,
    /// `--demo`.
    pub demo: bool,
    /// `--listen`.
    pub listen: Option<SocketAddr>,
}

impl Config {
    /// The configuration of this process.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn load(flags: &Flags, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, Faults> {
        let mut given = Given::default();
        let mut variables: BTreeMap<String, String> =
            variables.into_iter().filter(|(name, _)| name.starts_with(keys::PREFIX)).collect();
        let file = variables.remove(keys::FILE).filter(|path| !path.is_empty()).map(PathBuf::from);
        if let Some(path) = flags.file.clone().or(file) {
            given.read_file(&path);
        }
        given.read_variables(variables);
        let mut config = Self { demo: flags.demo, ..Self::default() };
        if config.demo {
            // Beside the real one, which it must never touch.
            config.data = config.data.join("demo");
        }
        given.apply(&mut config);
        if let Some(listen) = flags.listen {
            config.listen = listen;
        }
        if given.faults.is_empty() { Ok(config) } else { Err(Faults(given.faults)) }
    }
}

/// The values that were given, by key, and what was wrong with them.
#[derive(Debug, Default)]
struct Given {
    values: BTreeMap<&'static str, (Vec<String>, Origin)>,
    faults: Vec<Fault>,
}

impl Given {
    fn fault(&mut self, key: &str, origin: Origin, problem: impl Into<String>, remedy: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), origin, problem: problem.into(), remedy: remedy.into() });
    }

    fn read_file(&mut self, path: &Path) {
        let origin = Origin::File(path.to_owned());
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let origin = Origin::Variable(keys::FILE.into());
                let problem = format!("{} can't be read ({error})", path.display());
                return self.fault("config", origin, problem, "write the path of a TOML file");
            }
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            // Not the parser's words: they quote the line, and a line may hold a password.
            Err(error) => {
                let line =
                    error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
                let problem = format!("it is not TOML (line {line})");
                return self.fault("config", origin, problem, "write lines such as listen = \"127.0.0.1:8080\"");
            }
        };
        for (name, value) in table {
            match (known(&name), texts(value)) {
                (Some(key), Some(values)) => {
                    self.values.insert(key, (values, origin.clone()));
                }
                (Some(key), None) => {
                    let remedy = "write a text, a number, true or false, or a list of texts";
                    self.fault(key, origin.clone(), "it is neither a value nor a list of values", remedy);
                }
                (None, _) => self.fault(&name, origin.clone(), "there is no such key", nearest(&name)),
            }
        }
    }

    /// An empty variable is one that is not set: that is how service files clear one.
    fn read_variables(&mut self, variables: BTreeMap<String, String>) {
        for (name, value) in variables.into_iter().filter(|(name, _)| !name.starts_with(keys::TEST_PREFIX)) {
            let given = name.strip_prefix(keys::PREFIX).unwrap_or_default().to_ascii_lowercase();
            match known(&given) {
                Some(_) if value.trim().is_empty() => {}
                Some(key) => {
                    self.values.insert(key, (vec![value], Origin::Variable(name)));
                }
                None => self.fault(&given, Origin::Variable(name), "there is no such key", nearest(&given)),
            }
        }
    }

    fn apply(&mut self, config: &mut Config) {
        let address = "write an address and a port such as 127.0.0.1:8080";
        self.one("listen", &mut config.listen, values::plain("an address and a port", address));
        self.one("metrics_listen", &mut config.metrics_listen, |text| {
            values::plain("an address and a port", "write an address and a port such as 127.0.0.1:9100")(text).map(Some)
        });
        self.one("public_url", &mut config.public_url, values::public_url);
        self.one("data", &mut config.data, |text| Ok(PathBuf::from(text)));
        self.one("database_url", &mut config.database_url, |text| values::database_url(text).map(Some));
        self.one("institution", &mut config.institution, values::name);
        self.many("domains", &mut config.domains, values::domain);
        self.many("communities", &mut config.communities, values::community_of_domain);
        let zone = "write an IANA name such as America/Mexico_City";
        self.one("time_zone", &mut config.time_zone, values::plain("a time zone", zone));
        self.one("smtp", &mut config.smtp, |text| values::smtp(text).map(Some));
        self.one("mail_from", &mut config.mail_from, values::mailbox);
        self.one("audit_mail", &mut config.audit_mail, |text| values::address(text).map(Some));
        self.many("trusted_proxies", &mut config.trusted_proxies, values::network);
        self.one("secret_key", &mut config.secret_key, |text| values::secret_key(text).map(Some));
        self.one("codes_per_address", &mut config.codes_per_address, values::count);
        self.one("codes_per_client", &mut config.codes_per_client, values::count);
        self.one("requests_per_minute", &mut config.requests_per_minute, values::count);
        self.one("public_requests_per_minute", &mut config.public_requests_per_minute, values::count);
        self.one("workers", &mut config.workers, values::workers);
        self.one("jobs", &mut config.jobs, values::plain("true or false", "write true or false"));
        self.one("log", &mut config.log, values::log);
        let yes = values::plain("true or false", "write true or false");
        self.one("demo_listen_anywhere", &mut config.demo_listen_anywhere, yes);
    }

    fn one<T>(&mut self, key: &'static str, into: &mut T, read: impl Fn(&str) -> Read<T>) {
        let Some((values, origin)) = self.values.remove(key) else { return };
        let [text] = values.as_slice() else {
            return self.fault(key, origin, "it is a list", "write one value");
        };
        match read(text.trim()) {
            Ok(value) => *into = value,
            Err(wrong) => self.fault(key, origin, wrong.problem, wrong.remedy),
        }
    }

    /// A list in the file, or values between commas.
    fn many<T>(&mut self, key: &'static str, into: &mut Vec<T>, read: impl Fn(&str) -> Read<T>) {
        let Some((values, origin)) = self.values.remove(key) else { return };
        let texts = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|text| !text.is_empty());
        match texts.map(read).collect::<Read<Vec<T>>>() {
            Ok(values) => *into = values,
            Err(wrong) => self.fault(key, origin, wrong.problem, wrong.remedy),
        }
    }
}

fn known(name: &str) -> Option<&'static str> {
    KEYS.iter().find(|key| key.name == name).map(|key| key.name)
}

fn texts(value: toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => Some(vec![text]),
        toml::Value::Integer(number) => Some(vec![number.to_string()]),
        toml::Value::Boolean(yes) => Some(vec![yes.to_string()]),
        toml::Value::Array(values) => {
            values.into_iter().map(|value| value.as_str().map(ToOwned::to_owned)).collect::<Option<Vec<_>>>()
        }
        _ => None,
    }
}

/// What to write in the place of a name that does not exist.
fn nearest(name: &str) -> String {
    let shared = |key: &str| {
        let same = |left: &str, right: &str| left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
        let reversed = |text: &str| text.chars().rev().collect::<String>();
        same(key, name) + same(&reversed(key), &reversed(name))
    };
    match KEYS.iter().max_by_key(|key| shared(key.name)).filter(|key| shared(key.name) >= 3) {
        Some(key) => format!("did you mean `{}`?", key.name),
        None => "remove it".into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::io::Write;

    use super::*;

    fn load(variables: &[(&str, &str)]) -> Result<Config, Faults> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(&Flags::default(), variables)
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn every_key_is_read() {
        let key = "A".repeat(43);
        let values = BTreeMap::from([
            ("listen", "127.0.0.1:1"),
            ("metrics_listen", "127.0.0.1:2"),
            ("public_url", "https://a.example.mx"),
            ("data", "d"),
            ("database_url", "postgres://u:p@h/d"),
            ("institution", "UX"),
            ("domains", "a.mx,b.mx"),
            ("communities", "a.mx=student, .b.mx=faculty"),
            ("time_zone", "America/Tijuana"),
            ("smtp", "smtps://u:p@h"),
            ("mail_from", "a@b.mx"),
            ("audit_mail", "auditoria@a.mx"),
            ("trusted_proxies", "10.0.0.1"),
            ("secret_key", &key),
            ("codes_per_address", "6"),
            ("codes_per_client", "61"),
            ("requests_per_minute", "601"),
            ("public_requests_per_minute", "3001"),
            ("workers", "3"),
            ("jobs", "false"),
            ("log", "warn"),
            ("demo_listen_anywhere", "true"),
        ]);
        let variables: Vec<_> =
            KEYS.iter().map(|key| (keys::variable(key.name), values[key.name].to_owned())).collect();
        let config = Config::load(&Flags::default(), variables).unwrap();
        let default = Config::default();
        assert_eq!(values.len(), KEYS.len());
        assert_ne!(config.listen, default.listen);
        assert_ne!(config.metrics_listen, default.metrics_listen);
        assert_ne!(config.public_url, default.public_url);
        assert_ne!(config.data, default.data);
        assert!(config.database_url.is_some() && config.smtp.is_some() && config.secret_key.is_some());
        assert_ne!(config.institution, default.institution);
        assert_eq!(config.domains, ["a.mx", "b.mx"]);
        assert_eq!(config.communities.len(), 2);
        assert_ne!(config.time_zone, default.time_zone);
        assert_ne!(config.mail_from, default.mail_from);
        assert_eq!(config.audit_mail.as_deref(), Some("auditoria@a.mx"));
        assert_eq!(config.trusted_proxies.len(), 1);
        assert_eq!((config.codes_per_address, config.codes_per_client, config.requests_per_minute), (6, 61, 601));
        assert_eq!(config.public_requests_per_minute, 3_001);
        assert_eq!((config.workers, config.jobs, config.demo_listen_anywhere), (Some(3), false, true));
        assert_ne!(config.log, default.log);
    }

    #[test]
    fn a_variable_goes_over_the_file_over_the_default() {
        let file = file("institution = \"From the file\"\ndomains = [\"a.mx\", \"b.mx\"]\nworkers = 2\n");
        let flags = Flags { file: Some(file.path().to_owned()), ..Flags::default() };
        let config = Config::load(&flags, [("VENTANILLA_WORKERS".into(), "4".into())]).unwrap();
        assert_eq!((config.institution.as_str(), config.workers), ("From the file", Some(4)));
        assert_eq!(config.domains, ["a.mx", "b.mx"]);
        assert_eq!(config.codes_per_address, 5);
    }

    #[test]
    fn an_error_names_the_key_the_problem_and_what_to_write() {
        let faults = load(&[("VENTANILLA_LISTEN", "8080"), ("VENTANILLA_TIME_ZONE", "Mars/Olympus")]).unwrap_err();
        let said = faults.to_string();
        for part in ["VENTANILLA_LISTEN", "`listen`", "127.0.0.1:8080", "`time_zone`", "America/Mexico_City"] {
            assert!(said.contains(part), "{part} is missing in {said}");
        }
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        let said = load(&[("VENTANILLA_DATABSE_URL", "postgres://x")]).unwrap_err().to_string();
        assert!(said.contains("VENTANILLA_DATABSE_URL") && said.contains("`database_url`"), "{said}");
        let file = file("colour = \"blue\"\n[smtp]\nhost = \"x\"\n");
        let flags = Flags { file: Some(file.path().to_owned()), ..Flags::default() };
        let said = Config::load(&flags, []).unwrap_err().to_string();
        assert!(said.contains("`colour`") && said.contains("`smtp`"), "{said}");
        assert!(load(&[("VENTANILLA_TEST_CHROMIUM", "/usr/bin/chromium"), ("HOME", "/root")]).is_ok());
    }

    #[test]
    fn a_secret_is_never_repeated() {
        let secrets = [
            ("VENTANILLA_SECRET_KEY", "hunter2"),
            ("VENTANILLA_DATABASE_URL", "mysql://u:hunter2@h/d"),
            ("VENTANILLA_SMTP", "smtp://u:hunter2@mail.example.mx"),
        ];
        let faults = load(&secrets).unwrap_err();
        assert_eq!(faults.0.len(), 3);
        assert!(!faults.to_string().contains("hunter2") && !format!("{faults:?}").contains("hunter2"), "{faults}");
        let file = file("smtp = \"smtps://u:hunter2@h\nlisten = 5");
        let flags = Flags { file: Some(file.path().to_owned()), ..Flags::default() };
        let said = Config::load(&flags, []).unwrap_err().to_string();
        assert!(said.contains("line 1") && !said.contains("hunter2"), "{said}");
        let config = load(&[
            ("VENTANILLA_SECRET_KEY", &"A".repeat(43)),
            ("VENTANILLA_DATABASE_URL", "postgres://u:hunter2@h/d"),
            ("VENTANILLA_SMTP", "smtps://u:hunter2@h"),
        ]);
        let shown = format!("{:?}", config.unwrap());
        assert!(!shown.contains("hunter2") && !shown.contains("AAAA"), "{shown}");
    }

    #[test]
    fn the_demo_has_a_folder_of_its_own() {
        let flags = Flags { demo: true, ..Flags::default() };
        assert_eq!(Config::load(&flags, []).unwrap().data, Path::new("data/demo"));
        let config = Config::load(&flags, [("VENTANILLA_DATA".into(), "/srv/demo".into())]).unwrap();
        assert_eq!(config.data, Path::new("/srv/demo"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn any_file_is_read_or_says_where_it_is_wrong(
            text in prop_oneof![
                any::<String>(),
                "((listen|domains|workers|jobs|smtp|x) ?=? ?(\"[a-z:0-9.ñ]{0,9}\"?|[0-9]{1,3}|true|1979-05-27|1e9)\n){0,4}",
                "((listen|domains|workers|jobs|smtp|x) ?=? ?(\\[(\"a.mx\",?)*\\]?|\\[x\\]|\\{\\})\n){0,4}",
            ],
        ) {
            let file = file(&text);
            let flags = Flags { file: Some(file.path().to_owned()), ..Flags::default() };
            if let Err(faults) = Config::load(&flags, []) {
                prop_assert!(!faults.0.is_empty());
                let is_told = |fault: &Fault| [&fault.key, &fault.problem, &fault.remedy].iter().all(|said| !said.is_empty());
                prop_assert!(faults.0.iter().all(is_told), "{}", faults);
            }
        }

        #[test]
        fn what_is_written_as_toml_is_read(
            institution in "[^\\p{C}\\p{Z}][^\\p{C}]{0,60}[^\\p{C}\\p{Z}]",
            domains in prop::collection::vec("[a-z]{1,9}[.][a-z]{2,4}", 1..5),
            workers in 1_usize..=512,
            jobs: bool,
            port: u16,
            zone in prop::sample::select(chrono_tz::TZ_VARIANTS.as_slice()),
        ) {
            let mut table = toml::Table::new();
            table.insert("institution".into(), institution.clone().into());
            table.insert("domains".into(), domains.clone().into());
            table.insert("workers".into(), i64::try_from(workers).unwrap().into());
            table.insert("jobs".into(), jobs.into());
            table.insert("listen".into(), format!("[::1]:{port}").into());
            table.insert("time_zone".into(), zone.name().into());
            let file = file(&table.to_string());
            let flags = Flags { file: Some(file.path().to_owned()), ..Flags::default() };
            let config = Config::load(&flags, []).unwrap();
            prop_assert_eq!((config.institution, config.domains), (institution, domains));
            prop_assert_eq!((config.workers, config.jobs), (Some(workers), jobs));
            prop_assert_eq!((config.listen.port(), config.time_zone), (port, zone));
        }
    }
}
