extension Array where Element: Hashable {
    /// Each element once, in order of first appearance.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
