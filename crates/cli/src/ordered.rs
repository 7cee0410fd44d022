//! Items in, results in the same order out, worked on by several threads.
//!
//! Memory is bounded: at most [`WINDOW`] items are under way or wait to be taken. Nothing waits
//! for a later item: a result is given as soon as it and those before it are there.

use std::any::Any;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The most items that are read ahead of the one whose result is awaited.
const WINDOW: usize = 64;

/// How the names of the workers' threads begin.
const WORKER: &str = "worker ";

/// An item and what became of it: a result, or the message of a panic.
type Done<T, R> = (T, Result<R, String>);

/// An item and where to send what becomes of it.
type Todo<T, R> = (T, Sender<Done<T, R>>);

/// The results, in the order of the items.
pub(crate) struct InOrder<T, R> {
    results: Receiver<Receiver<Done<T, R>>>,
    feeder: Option<JoinHandle<()>>,
    // Dropping a pool lets its worker finish.
    _pools: Vec<ThreadPool>,
}

/// Does `work` on every item with `workers` threads.
///
/// Every worker is the only thread of a pool of its own, so that code which splits its work over
/// the ambient pool stays on the worker's thread. Items are taken on a thread of their own; if
/// the iterator is dropped early, that thread stops at the next item.
pub(crate) fn in_order<I, T, R, W>(
    items: I,
    workers: NonZeroUsize,
    work: W,
) -> Result<InOrder<T, R>, ThreadPoolBuildError>
where
    I: Iterator<Item = T> + Send + 'static,
    T: Send + 'static,
    R: Send + 'static,
    W: Fn(&T) -> R + Send + Sync + 'static,
{
    let (todo_sender, todo) = sync_channel::<Todo<T, R>>(WINDOW);
    let todo = Arc::new(Mutex::new(todo));
    let work = Arc::new(work);
    let mut pools = Vec::with_capacity(workers.get());
    for number in 0..workers.get() {
        let pool = ThreadPoolBuilder::new()
            .num_threads(1)
            .thread_name(move |_| format!("{WORKER}{number}"))
            .build()?;
        let (todo, work) = (Arc::clone(&todo), Arc::clone(&work));
        pool.spawn(move || while work_on_next(&todo, work.as_ref()) {});
        pools.push(pool);
    }
    let (result_sender, results) = sync_channel(WINDOW);
    let feeder = std::thread::spawn(move || feed(items, &todo_sender, &result_sender));
    Ok(InOrder { results, feeder: Some(feeder), _pools: pools })
}

/// Gives every item a place in the order, then hands it to the workers.
fn feed<T, R>(
    items: impl Iterator<Item = T>,
    todo: &SyncSender<Todo<T, R>>,
    results: &SyncSender<Receiver<Done<T, R>>>,
) {
    for item in items {
        let (sender, receiver) = channel();
        if results.send(receiver).is_err() || todo.send((item, sender)).is_err() {
            break;
        }
    }
}

/// Works on one item; false when there will be none.
fn work_on_next<T, R>(todo: &Mutex<Receiver<Todo<T, R>>>, work: &impl Fn(&T) -> R) -> bool {
    let next = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let Ok((item, sender)) = next else { return false };
    let result = panic::catch_unwind(AssertUnwindSafe(|| work(&item)));
    // Nobody waits for the result any more when the output was closed.
    let _ = sender.send((item, result.map_err(|payload| message(payload.as_ref()))));
    true
}

/// Lets panics of workers say nothing on standard error, unless a backtrace was asked for: they become the
/// results of their items.
pub(crate) fn silence_workers() {
    let standard = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let is_worker = std::thread::current().name().is_some_and(|name| name.starts_with(WORKER));
        if !is_worker || std::env::var_os("RUST_BACKTRACE").is_some() {
            standard(panic);
        }
    }));
}

/// What a panic says.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

impl<T, R> Iterator for InOrder<T, R> {
    type Item = Done<T, R>;

    fn next(&mut self) -> Option<Done<T, R>> {
        if let Ok(result) = self.results.recv()
            && let Ok(done) = result.recv()
        {
            return Some(done);
        }
        // A panic while reading the items must not look like their end.
        if let Some(Err(payload)) = self.feeder.take().map(JoinHandle::join) {
            panic::resume_unwind(payload);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn workers(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for n in [1, 3] {
            let squares = in_order(0..500_u64, workers(n), |&i| {
                std::thread::sleep(Duration::from_micros(i * 7 % 50));
                i * i
            });
            let squares: Vec<_> = squares.unwrap().map(|(_, square)| square.unwrap()).collect();
            assert_eq!(squares, (0..500).map(|i| i * i).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_is_the_result_of_its_item_only() {
        let results = in_order(0..3, workers(2), |&i| {
            assert!(i != 1, "no {i}");
            i
        });
        let results: Vec<_> = results.unwrap().collect();
        assert_eq!(results, [(0, Ok(0)), (1, Err("no 1".to_owned())), (2, Ok(2))]);
    }

    #[test]
    fn no_item_waits_for_a_later_one() {
        let (sender, items) = channel();
        let mut results = in_order(items.into_iter(), workers(2), |&i: &i32| i).unwrap();
        for i in 0..3 {
            sender.send(i).unwrap();
            assert_eq!(results.next(), Some((i, Ok(i))));
        }
        drop(sender);
        assert_eq!(results.next(), None);
    }

    #[test]
    fn each_worker_has_a_pool_of_one_thread() {
        let mut results = in_order(0..1, workers(2), |_| rayon::current_num_threads()).unwrap();
        assert_eq!(results.next(), Some((0, Ok(1))));
    }

    #[test]
    fn an_early_end_stops_the_reading() {
        let mut results = in_order(0.., workers(2), |&i: &u64| i).unwrap();
        assert_eq!(results.next(), Some((0, Ok(0))));
    }
}
