//! Texts of signing in.

use crate::i18n::messages;

messages! {
    enter_ventanilla: "Entra a Ventanilla" | "Sign in to Ventanilla";
    enter_ventanilla_about: "Pide ayuda de tecnología y da seguimiento a tus solicitudes." | "Ask for IT help and follow your requests.";
    institutional_email: "Correo institucional" | "Institutional e-mail";
    code_is_sent: "Te enviaremos un código de 6 dígitos. No necesitas otra contraseña." | "We will send you a 6-digit code. You need no other password.";
    send_code: "Enviar código" | "Send the code";
    type_your_code: "Escribe tu código" | "Enter your code";
    code_sent_to: "Lo enviamos a" | "We sent it to";
    change_email: "Cambiar correo" | "Change e-mail";
    six_digits: "Código de 6 dígitos" | "6-digit code";
    code_can_be_pasted: "También puedes pegarlo completo." | "You can also paste it whole.";
    digits_missing(#n): "Falta {n} dígito." / "Faltan {n} dígitos." | "{n} digit is missing." / "{n} digits are missing.";
    remember_device: "Recordar este equipo por 30 días" | "Remember this device for 30 days";
    code_ends_in(time: &str): "El código vence en {time}." | "The code expires in {time}.";
    code_has_ended: "El código venció. Pide otro." | "The code has expired. Ask for another one.";
    code_not_there: "¿No llegó? Revisa la carpeta de no deseados." | "Did it not arrive? Check your spam folder.";
    another_code_in(time: &str): "Podrás pedir otro en {time}." | "You can ask for another one in {time}.";
    another_code: "Enviar otro código" | "Send another code";
    without_signing_in: "Información sin iniciar sesión" | "Information without signing in";
    theme_and_language: "Apariencia e idioma" | "Appearance and language";
    privacy_notice: "Aviso de privacidad" | "Privacy notice";
    how_it_works: "Cómo funciona" | "How it works";
    how_you_ask: "Pides lo que necesitas" | "You ask for what you need";
    how_you_ask_detail: "Recibes un folio y ves quién lo tiene." | "You get a folio and see who has it.";
    how_it_is_done: "T.I. lo atiende" | "IT takes care of it";
    how_it_is_done_detail: "Todo queda en un solo historial." | "Everything stays in one history.";
    how_you_confirm: "Tú confirmas" | "You confirm";
    how_you_confirm_detail: "Se cierra solo cuando compruebas el resultado." | "It closes only once you have checked the result.";
    demo_personas: "Entra como una persona de la demostración" | "Sign in as a person of the demo";
    demo_personas_about: "Un clic basta. Los datos son inventados." | "One click is enough. The data is made up.";
    open_demo_mailbox: "Abrir el buzón de demostración" | "Open the demo mailbox";
}
