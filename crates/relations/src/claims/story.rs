//! Facts of an article, sentence by sentence, in; the same with time and place carried from sentence to
//! sentence out, where the text goes on with one event.
