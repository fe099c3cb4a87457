import Notices

/// The least days for tenders or requests under one law, by procedure.
struct SubmissionMinimums: Sendable {
    struct Bounds: Sendable {
        let base: Int
        let electronic: Int?
        let priorNotice: Int?
        let accelerated: Int?

        /// The smallest of the base and those whose fact holds.
        func minimum(electronic isElectronic: Bool, priorNotice hasPrior: Bool, accelerated isFast: Bool)
            -> Int
        {
            let shortened = [
                isElectronic ? electronic : nil, hasPrior ? priorNotice : nil, isFast ? accelerated : nil,
            ]
            return shortened.compactMap { $0 }.reduce(base, min)
        }
    }

    let law: String
    /// One set for all procedures, known or not (concessions).
    private let any: Bounds?
    private let byProcedure: [ProcedureType: Bounds]

    var holdsForAnyProcedure: Bool { any != nil }

    func bounds(for procedure: ProcedureType?) -> Bounds? {
        any ?? procedure.flatMap { byProcedure[$0] }
    }

    static let keys = ["any"] + ProcedureType.allCases.map(\.rawValue)

    init(_ row: RuleRow) throws(RuleError) {
        law = try row.text("law")
        any = try row.child("any").map { (child) throws(RuleError) in try Self.bounds(child) }
        var byProcedure: [ProcedureType: Bounds] = [:]
        for procedure in ProcedureType.allCases {
            if let child = try row.child(procedure.rawValue) {
                byProcedure[procedure] = try Self.bounds(child)
            }
        }
        self.byProcedure = byProcedure
        if any == nil, byProcedure.isEmpty {
            throw row.fault("names no procedure; add open, restricted, … or any")
        }
    }

    private static func bounds(_ row: RuleRow) throws(RuleError) -> Bounds {
        try row.allow(["base", "electronic_submission", "prior_notice", "accelerated"])
        return Bounds(
            base: try row.number("base"), electronic: try row.optionalNumber("electronic_submission"),
            priorNotice: try row.optionalNumber("prior_notice"),
            accelerated: try row.optionalNumber("accelerated"))
    }
}
