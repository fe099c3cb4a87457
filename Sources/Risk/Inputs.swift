import Notices

/// The facts that an indicator used, one case for each kind of rule.
public enum Inputs: Hashable, Sendable {
    case form(FormFacts)
    case tenders(TenderFacts)
    case publication(PublicationFacts)
    case acceleration(AccelerationFacts)
    case period(PeriodFacts)
    case framework(FrameworkFacts)
    case length(LengthFacts)
    case opening(OpeningFacts)
    case values(ValueFacts)
    case criteria(CriteriaFacts)
    case failure(FailureFacts)
    case renewal(RenewalFacts)
    case candidates(CandidateFacts)
    case decision(DecisionFacts)
    case accelerationReason(AccelerationReasonFacts)
    case renewalTerms(RenewalTermFacts)
    case publishing(PublishingFacts)
    case advertisement(AdvertisementFacts)
    case amount(AmountFacts)
    case classification(ClassificationFacts)
    case presence(PresenceFacts)
    case seats(SeatFacts)
    case choice(ChoiceFacts)
    case weighting(WeightingFacts)
}

extension Inputs: JSONWritable {
    /// The facts of the case, one flat object.
    public func write(to json: inout JSONWriter) {
        switch self {
        case .form(let facts): facts.write(to: &json)
        case .tenders(let facts): facts.write(to: &json)
        case .publication(let facts): facts.write(to: &json)
        case .acceleration(let facts): facts.write(to: &json)
        case .period(let facts): facts.write(to: &json)
        case .framework(let facts): facts.write(to: &json)
        case .length(let facts): facts.write(to: &json)
        case .opening(let facts): facts.write(to: &json)
        case .values(let facts): facts.write(to: &json)
        case .criteria(let facts): facts.write(to: &json)
        case .failure(let facts): facts.write(to: &json)
        case .renewal(let facts): facts.write(to: &json)
        case .candidates(let facts): facts.write(to: &json)
        case .decision(let facts): facts.write(to: &json)
        case .accelerationReason(let facts): facts.write(to: &json)
        case .renewalTerms(let facts): facts.write(to: &json)
        case .publishing(let facts): facts.write(to: &json)
        case .advertisement(let facts): facts.write(to: &json)
        case .amount(let facts): facts.write(to: &json)
        case .classification(let facts): facts.write(to: &json)
        case .presence(let facts): facts.write(to: &json)
        case .seats(let facts): facts.write(to: &json)
        case .choice(let facts): facts.write(to: &json)
        case .weighting(let facts): facts.write(to: &json)
        }
    }
}

/// Why a rule says nothing about a whole notice.
public struct FormFacts: Hashable, Sendable, JSONWritable {
    let form: String
    let kind: NoticeKind
    let reason: Reason

    init(_ form: NoticeForm, _ reason: Reason) {
        self.form = form.code
        kind = form.kind
        self.reason = reason
    }

    /// `{"form", "type", "reason"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("form", form)
            json.field("type", kind)
            json.field("reason", reason)
        }
    }
}
