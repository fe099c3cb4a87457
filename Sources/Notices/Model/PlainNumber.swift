/// Counts as notices write them.
enum PlainNumber {
    /// Digits only, or digits with ".0": "03" is 3; a sign, a fraction or any other character makes it
    /// absent.
    static func count(_ text: String) -> Int? {
        let whole = text.hasSuffix(".0") ? text.dropLast(2) : text[...]
        guard !whole.isEmpty, whole.utf8.count <= 15, whole.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return nil
        }
        return Int(whole)
    }
}
