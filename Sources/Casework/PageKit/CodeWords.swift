extension PageWords {
    /// What an indicator is called; its id while nobody has worded it.
    func indicator(_ id: String) -> String { find("indicator.\(id).name") ?? id }

    /// What a clock is called; its name in the workflow while nobody has worded it.
    func clock(_ name: String) -> String { find("workflow.clocks.\(name)") ?? name }

    /// What a contract is about, by the division of its CPV code: `Construction work (45221111)`.
    func subject(_ cpv: String) -> String {
        find("cpv.\(cpv.prefix(2))").map { "\($0) (\(cpv))" } ?? cpv
    }

    /// Where a contract is carried out, by its NUTS code: the region of the first level where we have its name, and the
    /// country: `North-West, Italy (ITC4C)`.
    func region(_ nuts: String) -> String {
        let prefix = String(nuts.prefix(2))
        let name = country(["EL": "GR", "UK": "GB"][prefix] ?? prefix)
        guard name != prefix else { return nuts }
        let region = find("nuts.\(nuts.prefix(3))").map { "\($0), \(name)" } ?? name
        return "\(region) (\(nuts))"
    }
}
