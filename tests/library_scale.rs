//! A library as large as an organisation's, in which some files are broken: the work goes on with the others.

use std::fs;

use seriatim::domain::suggest::Query;
use seriatim::store::libraries::{self, Folders};
use tempfile::TempDir;

#[test]
fn ten_thousand_files_of_which_two_hundred_are_broken_load_with_two_hundred_problems() {
    let folder = TempDir::new().expect("a folder");
    for group in 0..100 {
        fs::create_dir(folder.path().join(format!("g{group}"))).expect("a folder");
    }
    for number in 0..10_000 {
        let path = folder
            .path()
            .join(format!("g{}/s{number}.toml", number % 100));
        let text = match number % 50 {
            // Cut off, a key that nobody knows, a field that nobody declared, no text at all: in turns.
            7 => match number % 200 {
                7 => "title = \"cut off".to_owned(),
                57 => format!("title = \"t{number}\"\nbody = \"b\"\ntittle = \"t\"\n"),
                107 => format!("title = \"t{number}\"\nbody = \"{{{{nobody}}}} asked\"\n"),
                _ => String::new(),
            },
            _ => format!(
                "title = \"Subject{number} of department {group}\"\nbody = \"The answer is {number}.\"\n",
                group = number % 100
            ),
        };
        fs::write(path, text).expect("a file");
    }
    let folders = Folders {
        team: Some(folder.path().to_path_buf()),
        ..Folders::default()
    };
    let library = libraries::load(&folders);
    let ours = |path: &str| path.contains(folder.path().to_str().expect("a plain path"));
    let problems = library
        .problems()
        .iter()
        .filter(|problem| ours(&problem.path))
        .count();
    assert_eq!(problems, 200);
    let read = library
        .snippets()
        .iter()
        .filter(|snippet| snippet.id.starts_with('g'))
        .count();
    assert_eq!(read, 9_800);
    assert!(
        library
            .problems()
            .iter()
            .all(|problem| problem.line.is_some() && !problem.message.is_empty()),
        "each says where and what"
    );
    let query = Query::of("What about subject4242?", library.synonyms());
    let ranked = library.rank(&query, jiff::civil::date(2026, 11, 24));
    let first = library.at(ranked[0].index).expect("it is fresh");
    assert_eq!(first.id, "g42/s4242");
}
