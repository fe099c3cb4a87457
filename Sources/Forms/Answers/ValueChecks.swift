import Foundation

/// The checks of single values.
extension AnswerCheck {
    mutating func text(_ value: JSONValue, at path: AnswerPath, maximum: Int, mayBreak: Bool) {
        guard let text = value.string else { return report(.wrongType, at: path) }
        let breaks: Set<Unicode.Scalar> = mayBreak ? ["\n", "\r", "\t"] : []
        if text.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control && !breaks.contains($0)
        }) {
            report(.controlCharacter, at: path)
        }
        if text.utf8.count > maximum, text.count > maximum {
            report(.tooLong, at: path, ["max": String(maximum)])
        }
    }

    mutating func option(_ value: JSONValue, of options: [String], at path: AnswerPath) {
        guard let option = value.string else { return report(.wrongType, at: path) }
        if !options.contains(option) {
            report(.notAnOption, at: path, ["options": options.joined(separator: ", ")])
        }
    }

    mutating func options(_ value: JSONValue, of question: Question, at path: AnswerPath) {
        guard let values = value.array else { return report(.wrongType, at: path) }
        let maximum = question.maximum ?? question.options.count
        guard values.count <= maximum else { return report(.tooMany, at: path, ["max": String(maximum)]) }
        var seen: Set<JSONValue> = []
        for (index, value) in values.enumerated() {
            option(value, of: question.options, at: path.appending(index))
            if !seen.insert(value).inserted { report(.doubled, at: path.appending(index)) }
        }
    }

    mutating func country(_ value: JSONValue, at path: AnswerPath) {
        guard let code = value.string else { return report(.wrongType, at: path) }
        if !Country.codes.contains(code) { report(.unknownCountry, at: path) }
    }

    mutating func date(_ value: JSONValue, at path: AnswerPath) {
        guard let text = value.string else { return report(.wrongType, at: path) }
        if !CalendarDay.isDay(text) { report(.notADate, at: path) }
    }

    mutating func amount(_ value: JSONValue, at path: AnswerPath) {
        guard let members = members(value, known: ["amount", "currency"], at: path) else { return }
        for key in ["amount", "currency"] where members[key] == nil {
            report(.missing, at: path.appending(key))
        }
        if let amount = members["amount"] {
            guard let text = amount.string else { return report(.wrongType, at: path.appending("amount")) }
            if text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,4})?/) == nil {
                report(.notAnAmount, at: path.appending("amount"))
            }
        }
        if let currency = members["currency"] {
            guard let text = currency.string else {
                return report(.wrongType, at: path.appending("currency"))
            }
            if !Currency.codes.contains(text) { report(.unknownCurrency, at: path.appending("currency")) }
        }
    }

    mutating func number(_ value: JSONValue, of question: Question, at path: AnswerPath, isWhole: Bool) {
        guard let number = value.number, !isWhole || value.integer != nil else {
            return report(.wrongType, at: path)
        }
        let minimum = question.minimum ?? (isWhole ? -1_000_000_000 : 0)
        let maximum = question.maximum ?? (isWhole ? 1_000_000_000 : 100)
        if number < Decimal(minimum) || number > Decimal(maximum) {
            report(.outOfRange, at: path, ["min": String(minimum), "max": String(maximum)])
        }
    }

    mutating func url(_ value: JSONValue, at path: AnswerPath) {
        guard let text = value.string else { return report(.wrongType, at: path) }
        if text.utf8.count > 2000 { return report(.tooLong, at: path, ["max": "2000"]) }
        guard Self.isAnswer(value) else { return }
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        guard isPlain, let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil
        else { return report(.notAnURL, at: path) }
    }

    mutating func place(_ value: JSONValue, at path: AnswerPath) {
        guard let members = members(value, known: ["address", "latitude", "longitude"], at: path) else {
            return
        }
        if let address = members["address"] {
            text(address, at: path.appending("address"), maximum: 500, mayBreak: true)
        } else {
            report(.missing, at: path.appending("address"))
        }
        coordinate(members["latitude"], "latitude", limit: 90, at: path)
        coordinate(members["longitude"], "longitude", limit: 180, at: path)
        if (members["latitude"] == nil) != (members["longitude"] == nil) { report(.notAPlace, at: path) }
    }

    private mutating func coordinate(_ value: JSONValue?, _ key: String, limit: Int, at path: AnswerPath) {
        guard let value else { return }
        guard let degrees = value.number else { return report(.wrongType, at: path.appending(key)) }
        if abs(degrees) > Decimal(limit) { report(.notAPlace, at: path.appending(key)) }
    }

    mutating func account(_ value: JSONValue, at path: AnswerPath) {
        let known = ["statement", "date", "place", "evidence", "without_evidence"]
        guard let members = members(value, known: known, at: path) else { return }
        for key in known {
            guard let part = members[key] else { continue }
            let partPath = path.appending(key)
            switch key {
            case "date": date(part, at: partPath)
            case "place": place(part, at: partPath)
            case "evidence": evidence(part, at: partPath, maximum: Self.maximumItems)
            default: text(part, at: partPath, maximum: 20_000, mayBreak: true)
            }
        }
    }

    mutating func evidence(_ value: JSONValue, at path: AnswerPath, maximum: Int) {
        guard let ids = value.array else { return report(.wrongType, at: path) }
        guard ids.count <= maximum else { return report(.tooMany, at: path, ["max": String(maximum)]) }
        var seen: Set<JSONValue> = []
        for (index, id) in ids.enumerated() {
            let isID = id.string.map { $0.utf8.count == 36 && UUID(uuidString: $0) != nil } ?? false
            if !isID { report(.notAnID, at: path.appending(index)) }
            if !seen.insert(id).inserted { report(.doubled, at: path.appending(index)) }
        }
    }

    /// The members of an object without its nulls; an unknown member is a problem.
    private mutating func members(_ value: JSONValue, known: [String], at path: AnswerPath) -> [String:
        JSONValue]?
    {
        guard let members = value.object else {
            report(.wrongType, at: path)
            return nil
        }
        for key in members.keys.sorted() where !known.contains(key) {
            report(.unknownQuestion, at: path.appending(key))
        }
        return members.filter { $0.value != .null }
    }
}

/// Days of the Gregorian calendar as text.
enum CalendarDay {
    /// Whether the text is a day from 1900 to 2999, written `2026-05-31`.
    static func isDay(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            (1900...2999).contains(year), (1...12).contains(month)
        else { return false }
        return (1...days(in: month, of: year)).contains(day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
