use super::*;

const HEAD: &str = "[regime]\nid = \"ie-foi\"\nstatute = \"Freedom of Information Act 2014\"\nshort = \"FOI\"\n\
                    calendar = \"uk\"\nresponse_days = 20\n\n[vocabulary]\nharm = \"describe the harm\"\n\n";
const LIMB: &str = "[[provision]]\ncite = \"29(1)\"\ntitle = \"Deliberations\"\nkind = \"exemption\"\nrole = \"withhold\"\n";

// Reads what a workspace with these packs offers.
fn with(packs: &[(&str, &str)]) -> (Regimes, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let regimes_folder = folder.path().join("regimes");
    fs::create_dir(&regimes_folder).expect("a folder");
    for (name, text) in packs {
        fs::write(regimes_folder.join(name), text).expect("a pack");
    }
    regimes(Some(folder.path()))
}

// The one problem of a workspace with this pack beside a good one, which has to load all the same.
fn problem(pack: &str) -> String {
    let good = HEAD.replace("ie-foi", "good") + LIMB;
    let (regimes, problems) = with(&[("bad.toml", pack), ("good.toml", &good)]);
    assert!(regimes.get("good").is_some(), "one bad pack stops no other");
    assert!(
        regimes.get("ie-foi").is_none(),
        "a bad pack is not half read"
    );
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.concat()
}

fn said(problem: &str, line: usize, words: &[&str]) {
    assert!(problem.contains(&format!("bad.toml:{line}:")), "{problem}");
    for word in words {
        assert!(problem.contains(word), "{word} is not in: {problem}");
    }
}

#[test]
fn a_new_law_is_added_with_a_file_alone() {
    let (regimes, problems) = with(&[("ireland.toml", &(HEAD.to_owned() + LIMB))]);
    assert_eq!(problems, Vec::<String>::new());
    let regime = regimes.get("ie-foi").expect("the new pack");
    let limb = regime.provision("29(1)").expect("its provision");
    assert_eq!(limb.id, "ie-foi:29(1)", "an id is made of the cite");
    assert!(limb.can_be_relied_on());
    assert!(!limb.verified, "nothing was said about a source");
    assert!(regimes.get("uk-foia").is_some(), "the others stay");
}

#[test]
fn a_pack_that_builds_on_another_says_only_what_differs() {
    let own = "[regime]\nid = \"jersey\"\nextends = \"uk-foia\"\nshort = \"Jersey\"\n\n\
               [vocabulary]\nlocal = \"a local need\"\n\n\
               [[provision]]\ncite = \"43(2)\"\nnotes = \"As our panel decided.\"\nneeds = [\"cite\", \"local\"]\n\n\
               [[provision]]\ncite = \"99(1)\"\nparent = \"43(2)\"\ntitle = \"Local\"\nkind = \"exemption\"\n\
               role = \"withhold\"\nabsolute = \"qualified\"\n";
    let (regimes, problems) = with(&[("jersey.toml", own)]);
    assert_eq!(problems, Vec::<String>::new());
    let (base, own) = (
        regimes.get("uk-foia").expect("base"),
        regimes.get("jersey").expect("own"),
    );
    assert_eq!(own.short, "Jersey");
    assert_eq!(own.statute, base.statute);
    assert_eq!(own.closing, base.closing);
    assert_eq!(own.provisions.len(), base.provisions.len() + 1);
    let replaced = own.provision("43(2)").expect("replaced");
    assert_eq!(replaced.notes, "As our panel decided.");
    assert_eq!(replaced.needs, ["cite", "local"]);
    assert_eq!(
        replaced.title,
        base.provision("43(2)").expect("there").title
    );
    assert_eq!(
        replaced.id, "jersey:43(2)",
        "ids are unique within all packs"
    );
    let added = own.provision("99(1)").expect("added");
    assert!(added.balance, "a qualified exemption is balanced");
    assert!(
        !base
            .provision("43(2)")
            .expect("there")
            .notes
            .contains("panel")
    );
    let ids: std::collections::HashSet<&str> = own
        .provisions
        .iter()
        .map(|provision| provision.id.as_str())
        .collect();
    assert_eq!(ids.len(), own.provisions.len());
}

#[test]
fn a_team_mends_one_provision_of_the_program_and_others_build_on_the_mended_one() {
    let mended = "[regime]\nextends = \"uk-foia\"\n\n[[provision]]\nid = \"uk-foia:1(1)(a):not-held\"\ntitle = \"Nothing held\"\n";
    let guernsey = "[regime]\nid = \"guernsey\"\nextends = \"uk-foia\"\n";
    let (regimes, problems) = with(&[("a.toml", guernsey), ("b.toml", mended)]);
    assert_eq!(problems, Vec::<String>::new());
    for id in ["uk-foia", "guernsey"] {
        let pack = regimes.get(id).expect("there");
        assert_eq!(pack.provisions.len(), 183, "{id}");
        let titles = pack
            .provisions
            .iter()
            .filter(|provision| provision.title == "Nothing held");
        assert_eq!(titles.count(), 1, "{id}");
    }
}

#[test]
fn a_cite_with_two_meanings_has_to_be_told_by_its_id() {
    let pack = "[regime]\nid = \"ie-foi\"\nextends = \"uk-foia\"\n\n[[provision]]\ncite = \"1(1)(a)\"\ntitle = \"T\"\n";
    said(&problem(pack), 6, &["more than one provision", "`id`"]);
}

#[test]
fn the_pack_of_the_program_stays_where_a_team_s_own_cannot_be_read() {
    let bad = "[regime]\nid = \"uk-foia\"\nextends = \"uk-foia\"\n\n[[provision]]\ncite = \"43(2)\"\nrole = \"witholds\"\n";
    let (regimes, problems) = with(&[("bad.toml", bad)]);
    assert_eq!(
        regimes.get("uk-foia").expect("built in").provisions.len(),
        183
    );
    assert_eq!(problems.len(), 1);
    said(&problems[0], 7, &["`role`", "Did you mean \"withhold\"?"]);
}

#[test]
fn packs_that_build_on_each_other_in_a_circle_are_named() {
    let a = "[regime]\nid = \"a\"\nextends = \"b\"\n";
    let b = "[regime]\nid = \"b\"\nextends = \"a\"\n";
    let good = HEAD.to_owned() + LIMB;
    let (regimes, problems) = with(&[("a.toml", a), ("b.toml", b), ("good.toml", &good)]);
    assert_eq!(problems.len(), 2, "{problems:?}");
    for (problem, file) in problems.iter().zip(["a.toml:3:", "b.toml:3:"]) {
        assert!(
            problem.contains(file) && problem.contains("circle"),
            "{problem}"
        );
    }
    assert!(regimes.get("ie-foi").is_some() && regimes.get("uk-foia").is_some());
}

#[test]
fn provisions_that_enclose_each_other_are_named() {
    let limb = |cite: &str, parent: &str| {
        LIMB.replace("29(1)", cite) + &format!("section = \"29\"\nparent = \"{parent}\"\n\n")
    };
    let pack = HEAD.to_owned() + &limb("29(1)", "29(2)") + &limb("29(2)", "29(1)");
    said(&problem(&pack), 17, &["circle", "`parent`"]);
}

#[test]
fn what_a_pack_refers_to_has_to_be_there() {
    let pack = |line: &str| HEAD.to_owned() + LIMB + line;
    said(&problem(&pack("parent = \"28\"\n")), 16, &["`parent`"]);
    said(&problem(&pack("ncnd = \"29(9)\"\n")), 16, &["`ncnd`"]);
    said(
        &problem(&pack("needs = [\"harms\"]\n")),
        16,
        &["did you mean `harm`?"],
    );
    let base = "[regime]\nid = \"ie-foi\"\nextends = \"uk-foi\"\n";
    said(&problem(base), 3, &["Did you mean \"uk-foia\"?"]);
}

#[test]
fn words_that_mean_nothing_to_the_program_are_refused() {
    let pack = |key: &str, word: &str| {
        let line = format!("{key} = \"{word}\"\n");
        let old = format!("{key} = ");
        let kept: Vec<&str> = LIMB
            .lines()
            .filter(|kept| !kept.starts_with(&old))
            .collect();
        format!("{HEAD}{}\n{line}", kept.join("\n"))
    };
    said(
        &problem(&pack("kind", "exempt")),
        15,
        &["`kind`", "Did you mean \"exemption\"?"],
    );
    said(
        &problem(&pack("role", "withold")),
        15,
        &["`role`", "Did you mean \"withhold\"?"],
    );
    said(
        &problem(&pack("basis", "clas")),
        16,
        &["`basis`", "Did you mean \"class\"?"],
    );
    said(
        &problem(&pack("absolute", "yes")),
        16,
        &["`absolute`", "qualified"],
    );
    said(
        &problem(&pack("titel", "x")),
        16,
        &["`titel`", "Did you mean `title`?"],
    );
}

#[test]
fn an_absolute_provision_that_is_to_be_balanced_is_refused() {
    let pack = HEAD.to_owned() + LIMB + "absolute = \"absolute\"\npublic_interest_test = true\n";
    said(&problem(&pack), 16, &["do not fit"]);
}

#[test]
fn an_id_is_used_once() {
    let pack = HEAD.to_owned() + LIMB + "\n" + LIMB;
    said(&problem(&pack), 18, &["already"]);
    let (regimes, problems) = with(&[
        ("a.toml", &(HEAD.to_owned() + LIMB)),
        ("bad.toml", &(HEAD.to_owned() + LIMB)),
    ]);
    assert_eq!(problems.len(), 1);
    said(&problems[0], 2, &["another pack", "a.toml"]);
    assert!(regimes.get("ie-foi").is_some(), "the first one stays");
}

#[test]
fn a_date_that_does_not_exist_or_a_broken_file_is_one_problem_with_its_line() {
    said(
        &problem(&(HEAD.to_owned() + "[[provision]\n")),
        11,
        &["TOML"],
    );
    said(&problem(&HEAD.replace("20\n", "2026-02-30\n")), 6, &[]);
    said(
        &problem(&HEAD.replace("calendar = \"uk\"\n", "")),
        1,
        &["`calendar` is missing"],
    );
    said(&problem("[[provision]]\n"), 1, &["`regime` is missing"]);
}

#[test]
fn what_a_pack_says_cannot_act_on_the_terminal() {
    let pack = HEAD.to_owned() + &LIMB.replace("Deliberations", "Del\\u001b[31miberations");
    let (regimes, problems) = with(&[("ireland.toml", &pack)]);
    assert_eq!(problems, Vec::<String>::new());
    let title = &regimes.get("ie-foi").expect("read").provisions[0].title;
    assert!(!title.contains('\u{1b}'), "{title:?}");
}
