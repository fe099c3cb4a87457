import Foundation

/// Settings that are readable one by one and do not fit together.
struct SettingsCheckup {
    let settings: Settings

    func findings() -> [Finding] { [spelling, origin, contact, metadataTool] }

    private var spelling: Finding {
        // ops/run's own, which the program does not read.
        let known: Set = ["CASEBRIDGE_STATE", "CASEBRIDGE_SOCKET", "CASEBRIDGE_PG_BIN", "CASEBRIDGE_NOTICES"]
        let unknown = Environment().unknown.filter { !known.contains($0) && !$0.hasPrefix("CASEBRIDGE_TEST") }
            .filter { $0 != "CASEBRIDGE_PROGRAM" }
        guard !unknown.isEmpty else { return .well("names of settings") }
        return .warning(
            "names of settings", "nothing reads \(unknown.joined(separator: ", "))",
            next: "casebridge config print names every setting; correct the name or remove it")
    }

    private var origin: Finding {
        let what = "origin"
        let secure = settings.web.origins.filter { $0.hasPrefix("https://") }
        if settings.web.origins.isEmpty {
            return .warning(
                what, "CASEBRIDGE_ORIGIN is not set, so each request's Host header is believed",
                next: "set it to the address that people type")
        }
        if !secure.isEmpty, !settings.web.sendsTransportSecurity {
            return .warning(
                what, "people come over https and browsers are not told to insist on it",
                next: "set CASEBRIDGE_TRANSPORT_SECURITY=true")
        }
        if !secure.isEmpty, settings.web.trustedProxies.isEmpty {
            return .warning(
                what, "there must be a proxy for https, and none is trusted: all people seem to come from it",
                next: "set CASEBRIDGE_TRUSTED_PROXIES to the proxy's address")
        }
        return .well(what)
    }

    private var contact: Finding {
        if settings.web.securityContact != nil { return .well("security contact") }
        return .warning(
            "security contact", "who finds a weakness is not told whom to write to",
            next: "set CASEBRIDGE_SECURITY_CONTACT=mailto:…")
    }

    private var metadataTool: Finding {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        if folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/mat2") }) {
            return .well("metadata tool")
        }
        return .fault(
            "metadata tool", "there is no mat2 on the PATH: no dossier with evidence can be sealed",
            next: "apt-get install mat2")
    }
}
