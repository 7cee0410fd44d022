//! re3d's documents, entities, relations and predictions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::re3d;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let of_id = |id: &str| re3d::Document { id: id.to_owned(), text: "She left.".to_owned() };
    let documents = re3d::read_documents(&text, "d").unwrap_or_else(|_| vec![of_id("d"), of_id("")]);
    let entities = re3d::read_entities(&text, "e", &documents).unwrap_or_default();
    let relations = re3d::read_relations(&text, "r", &documents).unwrap_or_default();
    let predicted = re3d::read_predictions(&text, "p", &documents).unwrap_or_default();
    let _ =
        re3d::score(&documents, (&entities, &relations), (&predicted.0, &predicted.1), re3d::CONFIDENCE_CUT);
});
