extension Locales {
    /// A whole number with its digits grouped as the language does.
    public func number(_ number: Int, _ language: Language) -> String {
        grouped(String(number), language)
    }

    /// An amount such as `1234.50` and its currency as the language writes them. The digits are never
    /// rounded, a single one after the point gets a zero, and a text that is no decimal comes back as it is.
    public func money(_ amount: String, _ currency: String, _ language: Language) -> String {
        guard DecimalText.isDecimal(amount) else { return amount + " " + currency }
        let parts = amount.split(separator: ".")
        let whole = grouped(String(parts[0]), language)
        let digits = parts.count > 1 ? String(parts[1]) : ""
        let fraction =
            digits.isEmpty ? "" : text("number.decimal", language) + digits + (digits.count == 1 ? "0" : "")
        let sign = find("money.symbol.\(currency)", language) ?? currency
        let pattern = sign == currency ? "money.with_code" : "money.with_symbol"
        return text(pattern, language, ["amount": whole + fraction, "currency": sign])
    }

    private func grouped(_ digits: String, _ language: Language) -> String {
        let sign = digits.hasPrefix("-") ? "\u{2212}" : ""
        let plain = digits.drop { $0 == "-" }
        // Some languages leave four digits together: 1234, but 12 345.
        let least = Int(text("number.group_from", language)) ?? 4
        guard plain.count >= least else { return sign + plain }
        let separator = text("number.group", language)
        return sign
            + plain.reversed().enumerated().reduce(into: "") { result, item in
                if item.offset > 0, item.offset % 3 == 0 { result = separator + result }
                result = String(item.element) + result
            }
    }
}
