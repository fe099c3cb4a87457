import Foundation

/// Settings as the environment gives them: NAME, or NAME_FILE with the path of a file that holds the value.
/// Collects everything that is missing or malformed, so that one start names all of it, never a value.
final class Environment {
    private let variables: [String: String]
    private(set) var faults: [String] = []

    init(_ variables: [String: String] = ProcessInfo.processInfo.environment) { self.variables = variables }

    func optional(_ setting: SettingName) -> String? {
        let name = setting.rawValue
        if let value = variables[name], !value.isEmpty { return value }
        guard let path = variables[name + "_FILE"], !path.isEmpty else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            faults.append("\(name)_FILE names a file that cannot be read")
            return nil
        }
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if value.isEmpty { faults.append("\(name)_FILE names a file that holds nothing") }
        return value.isEmpty ? nil : value
    }

    func required(_ setting: SettingName) -> String {
        if let value = optional(setting) { return value }
        let name = setting.rawValue
        if !faults.contains(where: { $0.hasPrefix(name + "_FILE") }) { faults.append("\(name) is not set") }
        return ""
    }

    func integer(_ setting: SettingName, _ range: ClosedRange<Int>) -> Int? {
        guard let text = optional(setting) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            faults.append(
                "\(setting.rawValue) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    func flag(_ setting: SettingName, unlessSet: Bool = false) -> Bool {
        guard let text = optional(setting) else { return unlessSet }
        if !["true", "false"].contains(text) {
            faults.append("\(setting.rawValue) is neither true nor false")
        }
        return text == "true"
    }

    /// Words separated by spaces, each read into a value.
    func list<Value>(_ setting: SettingName, _ read: (String) -> Value?) -> [Value] {
        let words = (optional(setting) ?? "").split(separator: " ").map(String.init)
        let values = words.compactMap(read)
        if values.count < words.count { faults.append("\(setting.rawValue) holds something malformed") }
        return values
    }

    /// Variables that begin like a setting and are none: most often a slip of the keyboard.
    var unknown: [String] {
        let ours = Set(SettingName.allCases.flatMap { [$0.rawValue, $0.rawValue + "_FILE"] })
        return variables.keys.filter { $0.hasPrefix("CASEBRIDGE_") && !ours.contains($0) }.sorted()
    }

    /// Notes that a value is wrong for a reason of its own.
    func refuse(_ setting: SettingName, _ reason: String) { faults.append("\(setting.rawValue) \(reason)") }

    /// Throws when anything was wrong.
    func check() throws(CommandFailure) {
        guard faults.isEmpty else {
            throw CommandFailure(.configuration, "settings: " + faults.joined(separator: "; "))
        }
    }
}
