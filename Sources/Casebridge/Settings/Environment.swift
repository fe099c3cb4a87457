import Foundation

/// Settings as the environment gives them: NAME, or NAME_FILE with the path of a file that holds the value.
/// Collects everything that is missing or malformed, so that one start names all of it, never a value.
final class Environment {
    private let variables: [String: String]
    private(set) var faults: [String] = []

    init(_ variables: [String: String] = ProcessInfo.processInfo.environment) { self.variables = variables }

    func optional(_ name: String) -> String? {
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

    func required(_ name: String) -> String {
        if let value = optional(name) { return value }
        if !faults.contains(where: { $0.hasPrefix(name + "_FILE") }) { faults.append("\(name) is not set") }
        return ""
    }

    func integer(_ name: String, _ fallback: Int, _ range: ClosedRange<Int>) -> Int {
        guard let text = optional(name) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            faults.append("\(name) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return fallback
        }
        return number
    }

    func flag(_ name: String) -> Bool {
        guard let text = optional(name) else { return false }
        if !["true", "false"].contains(text) { faults.append("\(name) is neither true nor false") }
        return text == "true"
    }

    /// Throws when anything was wrong.
    func check() throws(CommandFailure) {
        guard faults.isEmpty else {
            throw CommandFailure(.configuration, "settings: " + faults.joined(separator: "; "))
        }
    }
}
