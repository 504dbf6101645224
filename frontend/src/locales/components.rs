//! Texts of the components.

use crate::i18n::messages;

messages! {
    optional: "(opcional)" | "(optional)";
    close: "Cerrar" | "Close";
    close_notice: "Cerrar el aviso" | "Close the notice";
    retry: "Reintentar" | "Try again";
    undo: "Deshacer" | "Undo";
    out_of_sight: "Ya no está a tu alcance" | "It is no longer yours to see";
    out_of_sight_text: "Pasó a otras manos mientras la veías. Aquí queda lo último que se cargó y lo que escribiste." | "It went to other hands while you were looking. What was loaded last and what you typed stay here.";
    update_app: "Actualizar" | "Update";
    cancel_word: "Cancelar" | "Cancel";
    loading: "Cargando" | "Loading";
    show_more: "Mostrar más" | "Show more";
    just_now: "ahora" | "just now";

    unassigned: "Sin asignar" | "Unassigned";
    priority_named(word: &str): "Prioridad {word}" | "Priority {word}";
    step_of_five(step: &str): "Paso {step} de 5" | "Step {step} of 5";
    progress_of_request: "Avance de la solicitud" | "Progress of the request";
    step_done: "Hecho:" | "Done:";
    rating_named(stars: u8, word: &str): "{stars} de 5, {word}" | "{stars} of 5, {word}";

    internal_note_badge: "Nota interna · solo el equipo" | "Internal note · team only";
    public_reply: "Respuesta pública" | "Public reply";
    internal_note: "Nota interna" | "Internal note";
    audience: "Quién lo leerá" | "Who will read it";
    send_reply: "Responder" | "Reply";
    save_note: "Guardar nota" | "Save note";
    filter_ignored(filter: &str): "Se ignoró el filtro «{filter}»: no lo entendemos." | "The filter “{filter}” was ignored: we do not understand it.";
    clean_address: "Quitarlo de la dirección" | "Take it out of the address";
    clear_answer: "Quitar respuesta" | "Clear the answer";
    leads_to(place: &str): "(lleva a {place})" | "(leads to {place})";
    previous_picture: "Imagen anterior" | "Previous picture";
    next_picture: "Imagen siguiente" | "Next picture";
    picture_of(place: &str, all: &str): "Imagen {place} de {all}" | "Picture {place} of {all}";
    picture_not_shown: "La imagen no se pudo mostrar" | "The picture could not be shown";
    download: "Descargar" | "Download";
    attach_file: "Adjuntar archivo" | "Attach a file";

    reply_arrived_before: "Tu mensaje anterior sí llegó" | "Your message before this one did arrive";
    reply_arrived_before_text: "Está en el historial. Si lo que escribiste ahora es otro, envíalo." | "It is in the history. If what you have written now is another one, send it.";
    choose_files: "Elige archivos" | "Choose files";
    choose_file: "Elige un archivo" | "Choose a file";
    or_drop_it: "o arrástralo aquí" | "or drop it here";
    or_drop_them: "o arrástralos aquí" | "or drop them here";
    remove_file(name: &str): "Quitar {name}" | "Remove {name}";
    cancel_upload(name: &str): "Cancelar la subida de {name}" | "Cancel the upload of {name}";
    uploading(name: &str): "Subiendo {name}" | "Uploading {name}";
    too_many_files(#n): "Se admite {n} archivo como máximo." / "Se admiten {n} archivos como máximo." | "{n} file at most." / "{n} files at most.";
    file_too_large(limit: &str): "Pesa más de {limit}. Comprímelo o escribe un enlace para descargarlo." | "It is larger than {limit}. Compress it or write a link to it.";
    upload_broke: "No se subió porque se perdió la conexión. Reintenta cuando vuelva." | "It did not get through: the connection broke. Try again when it is back.";
    file_is_a_program: "No se admiten programas. Envía un documento, una imagen o un archivo comprimido." | "Programs are not accepted. Send a document, an image or a compressed file.";
    file_empty: "El archivo está vacío. Revisa que se haya guardado." | "The file is empty. Check that it was saved.";
    files_not_sent: "Hay archivos que no se subieron. Reintenta o quítalos." | "Some files did not get through. Try again or remove them.";
    files_hint(limit: &str): "hasta {limit} cada uno" | "up to {limit} each";

    error_network: "No hay conexión con el servicio" | "No connection to the service";
    error_network_detail: "Revisa tu red e inténtalo de nuevo. Lo que hayas escrito sigue aquí." | "Check your network and try again. Anything you wrote is still here.";
    check_your_network: "Revisa tu red e inténtalo de nuevo." | "Check your network and try again.";
    error_unreadable: "El servicio no respondió bien" | "The service did not answer properly";
    error_unreadable_detail: "Inténtalo de nuevo en un momento. Lo que escribiste sigue aquí." | "Try again in a moment. What you wrote is still here.";
    session_had_ended: "Tu sesión venció antes de enviarlo" | "Your session ended before this was sent";
    session_had_ended_text: "Ya entraste de nuevo: vuelve a enviarlo. Lo que escribiste sigue aquí." | "You are signed in again: send it once more. What you wrote is still here.";
    to_be_sent: "Por enviar" | "To be sent";
    dont_send: "No enviar" | "Don’t send";
    not_sent: "No se envió" | "Not sent";
    edit_word: "Editar" | "Edit";
    see_it: "Ver" | "See it";
    kept_to_be_sent: "Queda por enviar: sale sola en cuanto vuelva la conexión." | "It is to be sent: it goes by itself once the connection is back.";
    message_kept: "Guardado: sale solo en cuanto vuelva la conexión" | "Kept: it goes by itself once the connection is back";
    finish_what_you_write: "Envía o borra lo que estás escribiendo para editar este." | "Send or clear what you are writing to edit this one.";
    other_draft_there: "Tienes otro borrador de este servicio: envíalo o descártalo para editar esta." | "You have another draft for this service: send or discard it to edit this one.";
    waited_too_long: "Se intentó hace más de un día y pudo haber llegado. Revísalo antes de enviarlo otra vez." | "It was tried more than a day ago and may have arrived. Check before sending it again.";
    reply_not_sent(words: &str): "Tu respuesta «{words}» no se envió." | "Your reply “{words}” was not sent.";
    note_not_sent(words: &str): "Tu nota «{words}» no se guardó." | "Your note “{words}” was not saved.";
    request_not_sent(words: &str): "Tu solicitud «{words}» no se envió." | "Your request “{words}” was not sent.";

    part_missing: "Esta parte no llegó" | "This part did not arrive";
    part_missing_text: "Puede que haya una versión nueva. Vuelve a cargar la página; tus borradores siguen aquí." | "There may be a newer version. Reload the page; your drafts are still here.";
    load_again: "Volver a cargar" | "Reload";
    error_reference(id: &str): "Referencia para T.I.: {id}" | "Reference for IT: {id}";
}
