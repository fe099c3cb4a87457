extension Substring {
    /// Without blanks and tabs at both ends: the optional whitespace of HTTP's lists.
    func trimmed() -> Substring {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
