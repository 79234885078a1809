"""Well-known organisations, and words that mark a name as one."""

from __future__ import annotations

from store.entities.rules.rule_words import words

_NAMES = """
    United Nations|UN|U.N.;
    NATO|Nato|North Atlantic Treaty Organization|North Atlantic Treaty Organisation;
    European Union|EU|E.U.; European Commission|EC; European Parliament;
    European Central Bank|ECB; Islamic State|ISIS|ISIL|Daesh|Daish|Isis|Isil|IS;
    al-Qaeda|Al-Qaeda|al Qaeda|Al Qaeda|al-Qaida|Al-Qaida|al Qaida|Al Qaida; Hamas|HAMAS;
    Hezbollah|Hizbollah|Hizbullah|Hezbullah|Hizballah; Taliban|Taleban; Boko Haram;
    al-Shabaab|Al-Shabaab|al Shabaab|Al Shabaab|al-Shabab;
    PKK|Kurdistan Workers' Party|Kurdistan Workers’ Party|Kurdistan Workers Party; YPG; PYD;
    FARC; ETA; IRA; PLO|Palestine Liberation Organization|Palestine Liberation Organisation;
    Fatah; OSCE; OPEC|Opec; OECD; ASEAN|Asean; African Union|AU; Arab League;
    IMF|International Monetary Fund; World Bank;
    WTO|World Trade Organization|World Trade Organisation;
    WHO|World Health Organization|World Health Organisation;
    IAEA|International Atomic Energy Agency; UNESCO|Unesco; UNICEF|Unicef; UNHCR; UNDP; UNRWA;
    ICRC|Red Cross; Red Crescent; Amnesty|Amnesty International; Human Rights Watch|HRW;
    Greenpeace; ICC|International Criminal Court; G7|G-7; G8|G-8; G20|G-20; BRICS;
    Interpol|INTERPOL; Europol; CIA|C.I.A.|Central Intelligence Agency;
    FBI|F.B.I.|Federal Bureau of Investigation; NSA; NASA|Nasa; FSB; KGB; GRU; MI5; MI6; Mossad;
    ISI; IDF; IRGC; Pentagon; State Department; Congress; Senate; House of Representatives;
    House of Commons; House of Lords; Supreme Court; Federal Reserve|Fed; Knesset; Bundestag;
    State Duma|Duma; Kremlin; Lok Sabha; Rajya Sabha; BJP; ANC; AKP|AK Party; CHP; HDP; SPD; CDU;
    GOP; Reuters|REUTERS; Associated Press|AP; AFP|Agence France-Presse;
    TASS|Tass|ITAR-TASS|Itar-Tass; Interfax; RIA Novosti|RIA; Xinhua|XINHUA;
    Anadolu|Anadolu Agency; Bloomberg; BBC; CNN; CBS; NBC; ABC; MSNBC; PBS; NPR; Fox News;
    Al Jazeera|Al-Jazeera|al-Jazeera; RT; TRT; PTI; DPA; UPI; Kyodo; Financial Times;
    New York Times|The New York Times; Washington Post; Wall Street Journal; Guardian; Rudaw;
    Haaretz; Izvestia; Kommersant; Pravda; Der Spiegel|Spiegel; Le Monde; Hurriyet; Sky News;
    Microsoft; Google; Apple; Facebook; Twitter; YouTube|Youtube; IBM; Intel; Samsung; Sony;
    Toyota; Honda; Nissan; BMW; Volkswagen|VW; General Motors|GM; Boeing; Airbus;
    Moody's; Standard & Poor's|S&P; McDonald's; Sotheby's; Christie's; Macy's; Wendy's; Lloyd's;
    Levi's; Sainsbury's; Domino's; Kohl's; Lowe's; Denny's; Dillard's; Harrah's; Reader's Digest;
    Lockheed Martin; Gazprom; Rosneft; Lukoil; Shell|Royal Dutch Shell;
    ExxonMobil|Exxon|Exxon Mobil; Chevron; BP; HSBC; Goldman Sachs;
    JPMorgan|J.P. Morgan|JP Morgan; Citigroup|Citibank; Deutsche Bank; Huawei; Nasdaq|NASDAQ;
    NYSE|New York Stock Exchange; FIFA|Fifa; UEFA|Uefa; IOC; NBA; NFL; NHL; MLB; NCAA; UCI; ATP;
    WTA; Manchester United; Real Madrid; Bayern Munich; Ajax; Juventus; Arsenal; Chelsea FC
"""

ORGANISATIONS = {
    name.strip(): entry.split("|")[0].strip()
    for entry in _NAMES.split(";")
    for name in entry.split("|")
}
"""Canonical name by spelling."""

_WEAK = """
    ABC; AP; AU; Ajax; Amnesty; Apple; Arsenal; BP; Congress; EC; ETA; FARC; Facebook;
    Fed; GM; Google; Guardian; Honda; ICC; IRA; IS; ISI; Intel; Isis; Kremlin; Pentagon; RIA; RT;
    Senate; Shell; Spiegel; State Department; Supreme Court; Toyota; Twitter; UCI; WHO; YouTube
"""

WEAK = frozenset(name.strip() for name in _WEAK.split(";"))
"""Spellings with other meanings: evidence for names that the model found, never found by rule."""

LEGAL = words(
    """Inc Inc. INC INC. CORP. CO. LTD. Corp Corp. Corporation Co Co. Ltd Ltd. Limited Plc PLC
    plc LLC LLP AG SA S.A. NV
    N.V. GmbH SpA AB Bhd"""
)
"""Legal forms at the end of a company's name, which the canonical name omits."""

HEADS = {
    "ORG": """Ministry Department Bureau Agency Commission Committee Council Board Authority Office
        Organization Organisation Association Federation Union League Party Movement Front Army
        Navy Force Forces Guard Police Brigade Brigades Corps Command Institute Institution
        Foundation Fund Bank Group Company Corporation Corp Inc Ltd LLC Plc PLC Co Holdings
        Industries Enterprises Airlines Airways Motors Oil Petroleum Energy University College
        School Academy Court Parliament Assembly Senate Cabinet Government Administration Congress
        Club FC United City_Council Times Post Herald Tribune Journal Gazette Telegraph Daily News
        Television Radio Network Media Press Society Center Centre Network Alliance Coalition
        Confederation Syndicate Secretariat Directorate Chamber Exchange Trust Service Services
        Systems Technologies Laboratories Labs Partners Associates Securities Insurance Hospital
        Church""",
    "FAC": """Airport Airbase Palace Bridge Stadium Square Street Avenue Road Boulevard Highway
        Tower Towers Mosque Cathedral Temple Station Port Harbour Harbor Prison Jail Plaza
        Hall House_of_Culture Arena Park Bypass Motel Zoo Racecourse Cafe Restaurant Resort
        Railway Precinct Checkpoint Crossing Junction Speedway Racetrack Gardens Tunnel Canal Dam
        Gate Terminal Monument Cemetery Barracks""",
    "LOC": """Sea Ocean Gulf Bay River Lake Mountain Mountains Mount Valley Desert
        Island Islands Peninsula Coast Cape Hills Heights Plateau Basin Forest Delta Region""",
    "GPE": """Province County District Governorate Oblast Prefecture Township""",
}
"""Last words of a name, by the label that they imply."""

HEAD_LABELS = {word: label for label, heads in HEADS.items() for word in heads.split()}
