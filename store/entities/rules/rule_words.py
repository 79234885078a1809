"""Word tables for the rules: names missing from the lists, and words that surround names."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set; an underscore stands for a space in a name."""
    return frozenset(part.strip().replace("_", " ") for part in text.split())


COUNTRIES = {
    name: usual
    for usual, names in {
        "United States": "US|U.S.|USA|U.S.A.|United States|United States of America|America",
        "United Kingdom": "UK|U.K.|Britain|Great Britain|United Kingdom",
        "Turkey": "Turkey|Türkiye|Turkiye|Turkish Republic|Republic of Turkey",
        "Russia": "Russia|Russian Federation",
        "Soviet Union": "Soviet Union|USSR|U.S.S.R.",
        "United Arab Emirates": "UAE|U.A.E.|Emirates|United Arab Emirates",
        "North Korea": "North Korea|DPRK|N. Korea",
        "South Korea": "South Korea|ROK|S. Korea",
        "China": "China|PRC|Mainland China",
        "Myanmar": "Myanmar|Burma",
        "Ivory Coast": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire|Côte d’Ivoire",
        "Czech Republic": "Czech Republic|Czechia",
        "Bosnia and Herzegovina": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina|Herzegovina",
        "Netherlands": "Netherlands|Holland",
        "Democratic Republic of the Congo": "DRC|DR Congo|Democratic Republic of Congo|Zaire",
        "North Macedonia": "North Macedonia|Macedonia",
        "Kyrgyzstan": "Kyrgyzstan|Kirghizstan",
        "Belarus": "Belarus|Belorussia|Byelorussia",
        "Eswatini": "Eswatini|Swaziland",
        "Cape Verde": "Cape Verde|Cabo Verde",
        "East Timor": "East Timor|Timor-Leste",
        "Vatican": "Vatican|Holy See|Vatican City",
        "Palestine": "Palestine|Palestinian Territories",
        "Saudi Arabia": "Saudi Arabia|KSA",
        "England": "England",
        "Scotland": "Scotland",
        "Wales": "Wales",
        "Northern Ireland": "Northern Ireland",
        "Yugoslavia": "Yugoslavia",
        "Czechoslovakia": "Czechoslovakia",
        "East Germany": "East Germany",
        "West Germany": "West Germany",
        "Kosovo": "Kosovo",
        "Gambia": "Gambia",
        "Bahamas": "Bahamas",
        "Philippines": "Philippines",
        "Maldives": "Maldives",
        "Congo": "Congo|Republic of the Congo",
        "Hong Kong": "Hong Kong|HK",
        "Macau": "Macau|Macao",
        "Somaliland": "Somaliland",
        "Abkhazia": "Abkhazia",
        "South Ossetia": "South Ossetia",
        "Nagorno-Karabakh": "Nagorno-Karabakh|Nagorno Karabakh|Artsakh",
        "Transnistria": "Transnistria",
        "Chechnya": "Chechnya",
        "Crimea": "Crimea",
        "Kashmir": "Kashmir",
        "Tibet": "Tibet",
    }.items()
    for name in names.split("|")
}
"""Country names by spelling, including some territories that are often treated as countries."""

COUNTRY_CODES = words(
    """AFG ALB ALG AND ANG ANT ARG ARM ARU AUS AUT AZE BAH BAN BAR BDI BEL BEN BER BIH BIZ BLR BOL
    BOT BRA BRN BRU BUL BUR CAF CAM CAN CHA CHI CHL CHN CIV CMR COL COM CPV CRC CRI CRO CUB CYP CZE
    DEN DEU DJI DMA DNK DOM ECU EGY ERI ESA ESP EST ETH FIJ FIN FRA GAB GAM GBR GBS GEO GEQ GER
    GHA GRC GRE GUA GUI GUM GUY HAI HKG HON HRV HUN INA IND IRI IRL IRN IRQ ISL ISR ITA IVB JAM
    JOR JPN KAZ KEN KGZ KOR KOS KSA KUW LAO LAT LBA LBN LBR LCA LES LIE LTU LUX LVA MAD MAR MAS
    MAW MDA MDV MEX MGL MKD MLI MLT MNE MON MOZ MRI MTN MYA MYS NAM NED NEP NGA NGR NIC NIG NLD
    NOR NZL OMA OMN PAK PAN PAR PER PHI PHL PLE PNG POL POR PRK PRT PUR QAT ROM ROU RSA RUS RWA
    SAM SAU SEN SEY SGP SIN SLE SLO SMR SOL SOM SRB SRI SUD SUI SUR SVK SVN SWE SWZ SYR TAN TCH TGA
    THA TJK TKM TOG TPE TTO TUN TUR UAE UAR UGA UKR URS URU USA UZB VEN VIE VNM YEM YUG ZAF ZAM
    ZIM"""
)
"""Countries in brackets on sports pages, as IOC and ISO 3166 codes."""

CAPITALS = words(
    """Kiev Kyiv Beijing Peking Damascus Jerusalem Pretoria Rangoon Yangon Washington London
    Paris Lima Rome Madrid Berlin Havana Kingston Nassau Dublin Santiago St._Petersburg
    Saint_Petersburg"""
)

PEOPLES = words(
    """Afghan Arab Arabian Arabs Asian African European Latin_American Latino Hispanic Caucasian
    Balkan Baltic Scandinavian Nordic Slavic Western Kurd Kurds Kurdish Turk Turks Turkish Turkic
    Turkmen Turkoman Tatar Chechen Chechens Ossetian Abkhaz Circassian Dagestani Cossack Uighur
    Uyghur Tibetan Mongol Hui Persian Pashtun Pashtuns Tajik Tajiks Uzbek Hazara Baloch Baluch
    Punjabi Sikh Sikhs Hindu Hindus Hindutva Buddhist Buddhists Tamil Tamils Bengali Sinhalese
    Kashmiri Rohingya Malay Javanese Jew Jews Jewish Zionist Muslim Muslims Moslem Moslems Islamic
    Islamist Islamists Shia Shias Shiite Shiites Shi'ite Shi'ites Sunni Sunnis Alawite Alawites
    Druze Salafi Wahhabi Yazidi Yazidis Yezidi Christian Christians Catholic Catholics Protestant
    Protestants Orthodox Anglican Lutheran Mormon Coptic Copt Copts Maronite Roma Gypsy Briton
    Britons Brits Englishman Scot Scots Scottish Irishman Frenchman Dutchman Spaniard Spaniards
    Dane Danes Swede Swedes Finn Finns Pole Poles Serb Serbs Croat Croats Czech Czechs Slovak
    Slovaks Slovene Slovenes Hungarian Soviet Soviets Yugoslav Bosniak Bosniaks Kosovar Basque
    Catalan Breton Flemish Walloon Bavarian Sicilian Corsican Greek Greeks Cypriot Cypriots
    Filipino Filipinos Thai Thais Japanese Chinese Taiwanese Vietnamese Hutu Hutus Tutsi Tutsis
    Zulu Xhosa Hausa Igbo Yoruba Fulani Tuareg Berber Berbers Bedouin Maori Aborigine Aboriginal
    Inuit Cherokee Navajo Texan Californian Democrat Democrats Democratic Republican Republicans
    Communist Communists Socialist Socialists Nazi Nazis Maoist Maoists Marxist Tory Tories
    Labourite Liberal_Democrat Confucian Sudanese Ghanaian Angolan Rhodesian North_Korean
    South_Korean Saudi Saudis Emirati Qatari Bahraini Iraqi Iraqis Israeli Israelis Pakistani
    Pakistanis Bangladeshi Yemeni Yemenis Omani Kazakh Azeri Azeris Azerbaijani Kyrgyz Singaporean
    Israelite Anglo-Saxon Euro-Atlantic South_American North_American Central_American
    Southeast_Asian East_Asian South_Asian Central_Asian East_European Russian-speaking
    Afro-American African-American African-Americans Hellenic Ottoman Gazan Dubliner Londoner
    Indigenous Jesuit Jesuits Maasai Kikuyu Oromo Amhara Tigrayan Shona Ndebele Akan Ashanti Wolof
    Kachin Hmong Uighurs Uyghurs Kazakhs Uzbeks Kashmiris Pashto Sindhi Gujarati Marathi
    Malayali Telugu Dalit Dalits Brahmin Rajput Parsi Parsis Jains Taoist Bahai Baha'i Evangelical
    Pentecostal Methodist Presbyterian Baptist Quaker Amish Salafist Salafists Houthi Houthis Ibo
    Aborigines Maoris Inuits Métis Metis Quechua Aymara Mapuche Mayan Mayans Garifuna
    Creole Afrikaner Afrikaners Parisian Muscovite New_Yorker New_Yorkers Hong_Konger
    Hong_Kongers Cantonese Hebrew Gaelic"""
)

NOT_PEOPLES = words(
    """Western Islamic Democratic Gibraltar Hong_Kong Guinea-Bissau Christmas_Island Lao Orthodox
    Islamics Westerns Baltic Balkan Nordic Motswana Mosotho Breton Latin Pole Liberal"""
)

NOT_CITIES = words(
    """Batman Split Same Young Reading Mobile Central Union Of Most Orange Enterprise Independence
    University Industry Police Male Bar Ash Man Nice Sale Van Chase Bath Deal March Kent Opera
    Khan Ali Hamad Santa Martin Florida Carolina Victoria Santiago Santo Laguna Centro Libertad
    San_Martin Republic Liberty Hope Cologne General Delta North South East West Southern
    Northern Eastern Western Soledad Buenavista Progreso Corona Campo Jordan Salvador Kaiser
    Marina Lower Upper Grand Ford Park Southwest Northeast Mission Federal Gold Silver Sterling
    Norman Temple Garland Irving Allen Tyler Clinton Warren Madison Lincoln Jackson Carson Taylor
    Davidson Athena Hudson Paterson Peterborough Simi Irvine Compton Burbank Murrieta"""
)

REGIONS = words(
    """Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
    Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota
    Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York
    North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina
    South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming Ontario
    Quebec British_Columbia Alberta Manitoba Saskatchewan Nova_Scotia New_Brunswick Newfoundland
    New_South_Wales Queensland Tasmania Western_Australia South_Australia Bavaria Saxony Catalonia
    Andalusia Sicily Sardinia Lombardy Tuscany Corsica Normandy Brittany Punjab Sindh Balochistan
    Gujarat Kerala Tamil_Nadu Bihar Assam Maharashtra Uttar_Pradesh West_Bengal Karnataka Goa
    Xinjiang Guangdong Sichuan Yunnan Hunan Henan Hebei Fujian Zhejiang Jiangsu Inner_Mongolia
    Dagestan Ingushetia Tatarstan Siberia Donbas Donbass Donetsk Luhansk Lugansk Idlib Aleppo
    Kurdistan Kurdistan_Region Anbar Helmand Kandahar Darfur Tigray
    Oromia Kordofan Katanga Kivu Biafra Zanzibar Ulster Cornwall
    Gaza West_Bank Golan Galilee Judea Samaria Okinawa Hokkaido Kyushu Java Sumatra Bali Borneo
    Mindanao Luzon Aceh Papua Sulawesi Calif. Fla. Ariz. Conn. Colo. Mass. Mich. Minn. Pa. Tenn.
    Va. Wis. Wash. Ont. N.Y. N.J. N.C. S.C. N.M. N.H. D.C. Ga. Ill. Ind. Kan. Ky. La. Md. Mo.
    NYC Neb. Nev. Okla. Ore. Tex. Vt. W.Va. Wyo. Ala. Ark. Mont. R.I."""
)

LOCATIONS = {
    name: "LOC"
    for name in words(
        """Africa Asia Europe North_America South_America Latin_America Central_America Oceania
        Antarctica Arctic Antarctic Middle_East Near_East Far_East Central_Asia South_Asia
        Southeast_Asia East_Asia Eastern_Europe Western_Europe Central_Europe North_Africa
        West_Africa East_Africa Southern_Africa Central_Africa sub-Saharan_Africa Sahara Sahel
        Maghreb Levant Mesopotamia Balkans Caucasus North_Caucasus South_Caucasus Scandinavia
        Iberia Caribbean Mediterranean Mediterranean_Sea Black_Sea Red_Sea Baltic_Sea North_Sea
        Caspian_Sea Dead_Sea Aegean Adriatic South_China_Sea East_China_Sea Yellow_Sea
        Sea_of_Japan Persian_Gulf Gulf Gulf_of_Aden Gulf_of_Mexico Bay_of_Bengal Arabian_Sea
        Bosphorus Dardanelles Strait_of_Hormuz Taiwan_Strait Atlantic Atlantic_Ocean Pacific
        Pacific_Ocean Indian_Ocean Arctic_Ocean Alps Himalayas Himalaya Andes Pyrenees Urals
        Rocky_Mountains Danube Rhine Nile Euphrates Tigris Volga Amazon Mekong Ganges Yangtze
        Horn_of_Africa Asia-Pacific Asia_Pacific Eurasia West East Midwest Silicon_Valley
        Golan_Heights Sinai Gaza_Strip Balkan_Peninsula Korean_Peninsula
        Arabian_Peninsula Crimean_Peninsula"""
    )
}
LOCATIONS.pop("West")
LOCATIONS.pop("East")
LOCATIONS.pop("Amazon")

GIVEN = words(
    """Vladimir Sergey Sergei Dmitry Dmitri Mikhail Alexei Aleksei Alexey Aleksandr Alexandr
    Andrei Andrey Igor Oleg Boris Yuri Yury Viktor Ivan Nikolai Pavel Maxim Vitaly Anatoly
    Volodymyr Oleksandr Andriy Mykola Dmytro Oleksiy Serhiy Yulia Petro Ihor Olena Oleh Kyrylo
    Valerii Denys Ruslan Rustem Ramzan Kirill Nikita Timur Arkady Jinping Keqiang
    Gennady Valery Vyacheslav Vasily Yevgeny Evgeny Konstantin Svetlana Olga Natalia Tatiana Irina
    Recep Tayyip Mevlut Mehmet Mustafa Ahmet Abdullah Fethullah Hakan Fahrettin Hulusi Binali
    Bulent Suleyman Kemal Murat Ibrahim Ismail Yusuf Osman Hasan Hassan Hussein Husayn Mohammed
    Mohammad Muhammad Mohamed Mahmoud Mahmud Abdel Abdul Khaled Khalid Omar Tariq Yasser Bashar
    Hamid Saddam Moammar Muammar Benjamin Shimon Yitzhak Ehud Ariel Avigdor Tzipi Moshe Binyamin
    Jean Jacques Pierre Francois François Michel Nicolas Emmanuel Jose José Juan Carlos Luis
    Miguel Jorge Fernando Hugo Pedro Pablo Alejandro Diego Javier Rafael Giovanni Giuseppe Silvio
    Matteo Mario Paolo Francesco Angela Gerhard Helmut Klaus Jürgen Jurgen Hans Heinz Wolfgang
    Ulrich Dieter Stefan Günter Lech Jaroslaw Andrzej Tomasz Vaclav Václav Viktor Zoltan Slobodan
    Radovan Ratko Zoran Goran Dragan Xi Kim Deng Jiang Hu Li Wang Zhang Chen Ban Kofi Nelson Thabo
    Jacob Robert Olusegun Goodluck Atal Narendra Rajiv Indira Sonia Rahul Manmohan Pervez Nawaz
    Benazir Asif Imran Mahathir Anwar Najib Lee Goh Joko Megawati Aung Shinzo Junichiro Yasuo Taro
    Ivo Bjorn Björn Lars Sven Olaf Anders Jens Nils Odd Kjell Thor Alexis Andreas Giorgos
    Rajesh Sanjay Amit Anil Sunil Vijay Ravi Suresh Ramesh Ashok Arun Rajendra Sachin Rahul"""
)

PARTICLES = words(
    """de da di du del della dos das der den van von ten ter la le el al bin ibn ben abu arap e y
    zu zur af av do St. bint"""
)
"""Small words within people's names."""

HONORIFICS = words(
    """Mr Mrs Ms Miss Dr Prof Sir Lord Lady Dame Rev Fr Sheikh Sheik Shaikh Haji Hajj Shri Smt
    Monsieur Madame Herr Frau Doña Señor Hon Messrs"""
)

TITLES = words(
    """President Vice-President Premier Chancellor Minister Secretary Senator Sen Congressman
    Congresswoman Rep Representative Governor Gov Mayor Ambassador Envoy Commissioner Director
    Chairman Chairwoman Chairperson Chief Spokesman Spokeswoman Spokesperson Judge Justice
    Prosecutor Attorney Sheriff Inspector Detective Officer General Gen Colonel Col Lieutenant Lt
    Captain Capt Major Maj Sergeant Sgt Corporal Private Admiral Adm Commander Brigadier Marshal
    Pope Bishop Archbishop Cardinal Father Brother Sister Pastor Reverend Imam Ayatollah Mullah
    Maulana Rabbi Emperor Emir Sultan Duke Duchess Count Countess Baron
    Professor Coach Manager Striker Midfielder Goalkeeper Defender Actor Actress Singer Writer
    Author Journalist Correspondent Analyst Economist Lawyer Leader Founder Owner Editor CEO MP
    MEP PM FM Dr Deputy Speaker Treasurer Councillor Counselor Counsellor Comrade King Queen
    Prince Princess Majesty Highness
    Excellency Engr Eng Pol Lt-General Superintendent Constable Vice-Chairman Lawmaker Deputies
    Master Mister"""
)
"""Words before a person's name that aren't part of it."""

ROLES = words(
    """president premier chancellor minister secretary senator congressman governor mayor
    ambassador envoy commissioner director chairman chairwoman chairperson chief spokesman
    spokeswoman spokesperson judge justice prosecutor attorney lawyer general colonel captain major
    coach manager striker midfielder goalkeeper defender actor actress singer writer author
    journalist correspondent analyst economist leader founder owner editor professor cleric
    pastor bishop archbishop cardinal activist politician lawmaker opponent rival skipper
    teammate champion winner driver rider boxer golfer swimmer sprinter batsman bowler seed"""
)
"""The same in lower case: `striker Alan Shearer`."""

SAYING = words(
    """said says told added noted stressed explained argued claimed insisted warned wrote replied
    recalled admitted acknowledged commented remarked complained observed emphasized emphasised
    predicted conceded quipped testified declared reckoned"""
)

MONTHS = words(
    """January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"""
)
DAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun")

JUNK = words(
    """n't n’t 's ’s km kg cm mm mph kph GMT AM PM am pm No Vol Inc Corp Ltd Co http https www com
    Covid COVID Covid-19 COVID-19 GDP CEO PM MP FM TV Internet God Bible Koran Quran Read
    Photo Image Updated Published Copyright"""
)
"""Words that the model mistakes for names."""

GENERIC = words(
    """Government Court Ministry Council Committee Board Cabinet State Party Company Bank Authority
    Embassy Ruler Amir Future Constitution Web Men Women Department Agency Commission Force Church
    University School President Minister Chairman Chief Team Group City County Street River"""
)
"""Words that refer back to something named before."""

GIVEN_FORMS = {
    form: usual
    for usual, forms in {
        "Sergey": "Sergei Serguei Sergej",
        "Alexey": "Alexei Aleksei Aleksey",
        "Dmitry": "Dmitri Dmitriy Dmitrii",
        "Andrey": "Andrei",
        "Yury": "Yuri Yuriy Iouri",
        "Nikolay": "Nikolai",
        "Vitaly": "Vitali Vitaliy",
        "Valery": "Valeri",
        "Gennady": "Gennadi Gennadiy",
        "Yevgeny": "Evgeny Evgeni Yevgeni Evgeniy",
        "Volodymyr": "Volodimir",
        "Natalia": "Natalya Nataliya",
        "Tatiana": "Tatyana",
        "Ksenia": "Xenia Kseniya",
        "Mikhail": "Mihail",
    }.items()
    for form in forms.split()
}
"""Canonical given name by variant spelling."""

_PEOPLE = """Vladimir Putin;Recep Tayyip Erdogan;Sergey Lavrov;Dmitry Medvedev;Dmitry Peskov;
Barack Obama;Donald Trump;Joe Biden;Angela Merkel;Emmanuel Macron;Nicolas Sarkozy;
Francois Hollande;Silvio Berlusconi;Benjamin Netanyahu;Bashar al-Assad;Volodymyr Zelensky;
Petro Poroshenko;Alexander Lukashenko;Viktor Yanukovych;Mevlut Cavusoglu;Ahmet Davutoglu;
Fethullah Gulen;Muammar Gaddafi;Hosni Mubarak;Yasser Arafat;Nelson Mandela;Robert Mugabe;
Mikhail Gorbachev;Boris Yeltsin;Slobodan Milosevic;Narendra Modi;Kofi Annan;Antonio Guterres;
Jens Stoltenberg;Osama bin Laden;Edward Snowden;Julian Assange;Nicolas Maduro;Fidel Castro;
Jair Bolsonaro"""

KNOWN_PEOPLE = {name.split()[-1]: name.strip() for name in _PEOPLE.split(";")}
"""People whose surname alone means them unless somebody else is named in full."""

PLACE_FORMS = {
    "Kiev": "Kyiv",
    "Peking": "Beijing",
    "Saint Petersburg": "St. Petersburg",
    "St Petersburg": "St. Petersburg",
    "Washington D.C.": "Washington",
    "Washington DC": "Washington",
    "New York City": "New York",
    "NYC": "New York",
    "Bombay": "Mumbai",
    "Calcutta": "Kolkata",
    "Madras": "Chennai",
    "Saigon": "Ho Chi Minh City",
    "Rangoon": "Yangon",
    "Tel-Aviv": "Tel Aviv",
    "Mideast": "Middle East",
}
"""Canonical place name by variant."""

PEOPLE_FORMS = {
    "Moslem": "Muslim", "Moslems": "Muslims", "Shi'ite": "Shiite", "Shi'ites": "Shiites",
    "Shia": "Shiite", "Shias": "Shiites",
}  # fmt: skip
"""Canonical name of a people by variant."""
