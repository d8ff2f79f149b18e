package interlock.fact;

import java.util.Map;

/** The same facts in all four formats. */
final class Samples {
    static final String YAML = """
            asOf: 2026-01-30
            sources:
              - id: wire
                title: A report
                publisher: The Wire
                letter: B
                published: 2026-01-29
            facts:
              - {kind: Company, id: amazon, name: Amazon, roles: [HYPERSCALER, CLOUD], jurisdiction: NO}
              - {kind: Company, id: openai, name: "OpenAI"}
              - {kind: Person, id: ada, name: yes}
              - kind: Investment
                id: talks
                investor: amazon
                investee: openai
                amount: {firm: 0, cap: 50bn, currency: EUR, qualifier: UP_TO}
                valuation: 830_000_000_000
                economic: {low: 5, high: 11.50}
                voting: 27
                instrument: EQUITY
                round: 1:30
                expiry: 2026-12-31
                status: IN_TALKS
                from: 2026-01-29
                evidence:
                  - {source: wire, credibility: 2, quote: "up to, \\"50\\""}
                  - {source: wire, credibility: 1, locator: page 2}
                note: to be watched
              - kind: Role
                id: ada-openai
                person: ada
                company: openai
                type: DIRECTOR
                status: ACTIVE
                from: 2020-01-01
                asserted: 2026-01-29
                evidence: [{source: wire, credibility: 1}]
              - kind: SupplyContract
                id: cloud
                supplier: amazon
                customer: openai
                good: CLOUD
                amount: 38e9
                termMonths: 84
                exclusive: true
                status: SIGNED
                from: 2025-11-03
                evidence: [{source: wire, credibility: 1}]
            """;

    static final String JSON = """
            {"asOf": "2026-01-30",
             "sources": [{"id": "wire", "title": "A report", "publisher": "The Wire", "letter": "B",
                          "published": "2026-01-29"}],
             "facts": [
              {"kind": "Company", "id": "amazon", "name": "Amazon", "roles": ["HYPERSCALER", "CLOUD"],
               "jurisdiction": "NO"},
              {"kind": "Company", "id": "openai", "name": "OpenAI"},
              {"kind": "Person", "id": "ada", "name": "yes"},
              {"kind": "Investment", "id": "talks", "investor": "amazon", "investee": "openai",
               "amount": {"firm": 0, "cap": "50bn", "currency": "EUR", "qualifier": "UP_TO"},
               "valuation": 8.3e11, "economic": {"low": 5.0, "high": 11.5}, "voting": {"low": 27, "high": 27},
               "instrument": "EQUITY", "round": "1:30", "expiry": "2026-12-31", "status": "IN_TALKS",
               "from": "2026-01-29", "note": "to be watched",
               "evidence": [{"source": "wire", "credibility": 1, "locator": "page 2"},
                            {"source": "wire", "credibility": 2, "quote": "up to, \\"50\\""}]},
              {"kind": "Role", "id": "ada-openai", "person": "ada", "company": "openai", "type": "DIRECTOR",
               "status": "ACTIVE", "from": "2020-01-01", "asserted": "2026-01-29",
               "evidence": [{"source": "wire", "credibility": 1}]},
              {"kind": "SupplyContract", "id": "cloud", "supplier": "amazon", "customer": "openai", "good": "CLOUD",
               "amount": 38000000000, "termMonths": 84, "exclusive": true, "status": "SIGNED", "from": "2025-11-03",
               "evidence": [{"source": "wire", "credibility": 1}]}
             ]}
            """;

    static final String NDJSON = """
            {"kind": "Source", "id": "wire", "title": "A report", "publisher": "The Wire", "letter": "B", "published": "2026-01-29"}
            {"kind": "Company", "id": "amazon", "name": "Amazon", "roles": ["HYPERSCALER", "CLOUD"], "jurisdiction": "NO"}
            {"kind": "Company", "id": "openai", "name": "OpenAI"}
            {"kind": "Person", "id": "ada", "name": "yes"}
            {"kind": "Investment", "id": "talks", "investor": "amazon", "investee": "openai", "amount": {"firm": 0, "cap": "50bn", "currency": "EUR", "qualifier": "UP_TO"}, "valuation": "830bn", "economic": {"low": 5.0, "high": 11.5}, "voting": 27, "instrument": "EQUITY", "round": "1:30", "expiry": "2026-12-31", "status": "IN_TALKS", "from": "2026-01-29", "note": "to be watched", "evidence": [{"source": "wire", "credibility": 1, "locator": "page 2"}, {"source": "wire", "credibility": 2, "quote": "up to, \\"50\\""}]}
            {"kind": "Role", "id": "ada-openai", "person": "ada", "company": "openai", "type": "DIRECTOR", "status": "ACTIVE", "from": "2020-01-01", "asserted": "2026-01-29", "evidence": [{"source": "wire", "credibility": 1}]}
            {"kind": "SupplyContract", "id": "cloud", "supplier": "amazon", "customer": "openai", "good": "CLOUD", "amount": 38e9, "termMonths": 84, "exclusive": true, "status": "SIGNED", "from": "2025-11-03", "evidence": [{"source": "wire", "credibility": 1}]}
            """;

    /** A table for each kind, by name of the file. */
    static final Map<String, String> CSV = Map.of(
            "sources.csv", """
            kind,id,title,publisher,letter,published
            Source,wire,A report,The Wire,B,2026-01-29
            """,
            "parties.csv", """
            kind,id,name,roles,jurisdiction
            Company,amazon,Amazon,HYPERSCALER|CLOUD,NO
            Company,openai,OpenAI,,
            Person,ada,yes,,
            """,
            "investments.csv", """
            kind,id,investor,investee,amount.firm,amount.cap,amount.currency,amount.qualifier,valuation,economic.low,economic.high,voting,instrument,round,expiry,status,from,asserted,evidence.source,evidence.credibility,evidence.locator,evidence.quote,note
            Investment,talks,amazon,openai,0,50bn,EUR,UP_TO,830bn,5,11.50,27,EQUITY,1:30,2026-12-31,IN_TALKS,2026-01-29,,wire,1,page 2,,to be watched
            Investment,talks,,,,,,,,,,,,,,,,2026-01-29,wire,2,,"up to, ""50""\",
            """,
            "others.csv", """
            kind,id,person,company,type,supplier,customer,good,amount,termMonths,exclusive,status,from,asserted,evidence.source,evidence.credibility
            Role,ada-openai,ada,openai,DIRECTOR,,,,,,,ACTIVE,2020-01-01,2026-01-29,wire,1
            SupplyContract,cloud,,,,amazon,openai,CLOUD,38e9,84,TRUE,SIGNED,2025-11-03,,wire,1
            """);

    private Samples() {}
}
