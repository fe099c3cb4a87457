/// Language codes as notices write them, in one writing.
enum LanguageCode {
    /// ISO 639-1 in lower case, from two letters (TED) or three (eForms); nil for others.
    static func alpha2(_ code: String) -> String? {
        let code = code.lowercased()
        return code.utf8.count == 2 ? code : fromAlpha3[code]
    }

    private static let fromAlpha3 = [
        "bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en",
        "est": "et",
        "fin": "fi", "fra": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it",
        "lav": "lv",
        "lit": "lt", "mkd": "mk", "mlt": "mt", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt",
        "ron": "ro",
        "slk": "sk", "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr", "swe": "sv", "tur": "tr",
        "bos": "bs",
    ]
}
