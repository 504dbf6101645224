//! Texts of what an admin sets of the institution that reaches far: its logo, its mail domains, its time zone.

use crate::i18n::messages;

messages! {
    logo_title: "Logotipo" | "Logo";
    logo_about: "Aparece arriba en cada página y al entrar, junto al nombre de la aplicación." | "It appears at the top of every page and when signing in, beside the app's name.";
    logo_limits(bytes: &str, side: &str): "PNG, JPEG o WebP, hasta {bytes} y {side} píxeles por lado" | "PNG, JPEG or WebP, up to {bytes} and {side} pixels a side";
    logo_too_heavy(bytes: &str): "La imagen pesa demasiado. Guárdala en {bytes} o menos." | "The picture is too heavy. Save it in {bytes} or less.";
    logo_too_wide(side: &str): "La imagen es demasiado grande. Redúcela a {side} píxeles por lado o menos." | "The picture is too large. Reduce it to {side} pixels a side or less.";
    logo_other_kind: "Elige una imagen PNG, JPEG o WebP." | "Choose a PNG, JPEG or WebP picture.";
    logo_saved: "Se guardó el logotipo" | "The logo is saved";
    logo_removed: "Se quitó el logotipo" | "The logo is removed";
    remove_logo: "Quitar logotipo" | "Remove logo";

    reach_title: "Correo y zona horaria" | "Mail and time zone";
    mail_domains: "Dominios de correo" | "Mail domains";
    mail_domains_help: "Uno por línea. Con un punto al inicio, como .example.edu.mx, también valen sus subdominios." | "One a line. With a leading dot, such as .example.edu.mx, its sub-domains count as well.";
    one_domain_at_least: "Escribe al menos un dominio: sin él nadie podría entrar." | "Write one domain at least: without it nobody could sign in.";
    odd_domain(domain: &str): "«{domain}» no es un dominio de correo. Escríbelo como example.edu.mx." | "'{domain}' is not a mail domain. Write it like example.edu.mx.";
    domain_twice(domain: &str): "«{domain}» va dos veces; deja uno." | "'{domain}' is there twice; keep one.";
    own_domain_stays(domain: &str): "Conserva {domain}: es el de tu propio correo y no podrías volver a entrar." | "Keep {domain}: it is that of your own e-mail, and you could not sign in again.";
    time_zone: "Zona horaria" | "Time zone";
    time_zone_help: "En ella empiezan y terminan los días, los plazos y los meses del indicador." | "Days, terms and the months of the indicator begin and end in it.";

    save_reach_question: "¿Guardar estos cambios?" | "Save these changes?";
    zone_changes(before: &str, after: &str): "La zona horaria pasa de {before} a {after}" | "The time zone changes from {before} to {after}";
    zone_moves_days: "Las fechas y horas se leen de nuevo en la otra zona, también las pasadas; una página abierta las muestra al recargarla." | "Dates and times are read anew in the other zone, past ones as well; a page that is open shows them once it is loaded again.";
    zone_moves_months: "El indicador también: una solicitud cercana a la medianoche puede pasar a otro día o a otro mes." | "So is the indicator: a request near midnight may pass to another day or another month.";
    zone_keeps_instants: "Los instantes guardados no cambian, ni los plazos que ya se comunicaron." | "Stored instants don't change, nor do terms that were told already.";
    domains_go(domains: &str): "Dejan de ser de la institución: {domains}" | "No longer of the institution: {domains}";
    gone_domain_shuts: "Quien tiene ahí su correo ya no puede entrar: se le pide su correo institucional." | "Whoever has an e-mail there can't sign in any more: the institutional e-mail is asked for.";
    gone_domain_sessions: "Una sesión abierta sigue hasta que termine. Para cerrarla ya, desactiva la cuenta." | "An open session goes on until it ends. To end it now, disable the account.";
    gone_domain_history: "Sus cuentas y solicitudes se conservan y siguen recibiendo avisos; puedes darles otra dirección." | "Accounts and requests stay and are still written to; you can give them another address.";
    domains_come(domains: &str): "Pasan a ser de la institución: {domains}" | "Of the institution from now on: {domains}";
    new_domain_opens: "Cualquiera con un correo de ahí puede entrar y registrar solicitudes." | "Anybody with an e-mail there can sign in and file requests.";
    new_domain_secondary: "Ahí ya no se acepta un correo secundario." | "A secondary e-mail is no longer taken from there.";
}
