/// Publication numbers of the Official Journal S in one writing: `111575-2017`, `00615708-2023`.
public enum NoticeNumber {
    /// From `615-2017`, `2017/S 060-111575`, `00615708-2023` or a file name `00615708_2023.xml`; nil when
    /// the text is none of these. Short numbers are filled to six digits; longer ones stay as written.
    public static func normalised(_ text: String) -> String? {
        // What nearly every text is, a number without a blank or not a number at all, shows in its bytes.
        guard text.utf8.contains(UInt8(ascii: "-")) else { return nil }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let text = isPlain ? text : text.split(whereSeparator: \.isWhitespace).joined()
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }) else {
            return nil
        }
        if let slash = text.firstIndex(of: "/"), let dash = text.lastIndex(of: "-"), slash < dash {
            return joined(text[text.index(after: dash)...], text[..<slash])
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 ? joined(parts[0], parts[1]) : nil
    }

    /// The number that TED's packages put into a file's name, with or without folders before it.
    public static func inFileName(_ name: String) -> String? {
        let last = name.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring().utf8
        let stem = last.split(separator: UInt8(ascii: ".")).first ?? Substring().utf8
        let bytes = stem.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        return normalised(String(decoding: bytes, as: UTF8.self))
    }

    /// The number as TED forms (six digits) and eForms (eight) write it: one sequence numbers both, so a
    /// reference does not tell which writing the notice itself has. Notices from before eForms, 2022, have
    /// only the first.
    public static func writings(_ number: String) -> [String] {
        let parts = number.split(separator: "-")
        guard parts.count == 2, let value = Int(parts[0]), let year = Int(parts[1]), year >= 2022 else {
            return [number]
        }
        let digits = String(value)
        return [6, 8].map {
            String(repeating: "0", count: max(0, $0 - digits.count)) + digits + "-" + parts[1]
        }.unique
    }

    /// A reference to another notice in one writing: a publication number, or the identifier and version of an
    /// eForms notice, in lower case; nil for anything else.
    static func reference(_ text: String) -> String? {
        if let number = normalised(text) { return number }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12, 2], isDigits(parts[5]),
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit })
        else { return nil }
        return text.lowercased()
    }

    /// Every number in a text that may hold several, in order and each once.
    static func all(in text: String) -> [String] {
        if let number = normalised(text) { return [number] }
        return text.split(whereSeparator: { ",;\n".contains($0) }).compactMap { normalised(String($0)) }
            .unique
    }

    private static func joined(_ number: Substring, _ year: Substring) -> String? {
        guard (1...8).contains(number.count), isDigits(number), year.count == 4, isDigits(year) else {
            return nil
        }
        return String(repeating: "0", count: max(0, 6 - number.count)) + number + "-" + year
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
