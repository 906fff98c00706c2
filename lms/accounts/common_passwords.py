"""Passwords that are tried first, as far as they are long enough to be allowed; case-folded, without spaces.

Taken from published counts of leaked passwords, with the words of this trade added by hand.
"""

COMMON = frozenset(
    """
    1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
    qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwerty123! qazwsxedcrfv zaq12wsxcde3 asdfghjkl1 asdfghjkl;
    asdfghjkl123 zxcvbnm123 1234qwerasdf q1w2e3r4t5 q1w2e3r4t5y6 password12 password123 password1234
    password12345 password123! password01 password1! passw0rd123 p@ssw0rd123 p@ssword123 p@ssword12
    pa$$word123 pa55word123 passwordpassword mypassword mypassword1 newpassword changeme123 changeme1234
    letmein123 letmein1234 welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026 welcome123!
    welcome@123 admin12345 admin123456 administrator administrator1 admin@1234 iloveyou12 iloveyou123
    iloveyou1234 ilovejesus jesuschrist jesusislord godisgood1 sunshine123 princess123 football123 baseball123
    superman123 michael123 liverpool1 liverpool123 manchester manchesterunited arsenal123 barcelona1
    realmadrid1 chelsea123 abcdefghij abcdefghijk abcd123456 abcd1234567 abc1234567 abc123456789 a1b2c3d4e5
    a123456789 aa12345678 aaaaaaaaaa 1111111111 2222222222 0000000000 5555555555 7777777777 8888888888
    9999999999 1212121212 1231231234 1122334455 6666666666 4444444444 3333333333 112233445566 123123123123
    123321123321 11111111111 111111111111 000000000000 0123456789a 1029384756 1357924680 2468013579 3141592653
    secret1234 test123456 testtest12 testing123 testing1234 trustno1trustno1 computer123 internet123
    samsung123 samsung1234 qwertyuiop1 qwertyuiop123 qwertyuiop[] poiuytrewq mnbvcxz123 lkjhgfdsa1 zxcvbnm1234
    qweasdzxc1 qweasdzxc123 qwe123456789 unknown123 whatever12 whatever123 monkey12345 dragon12345 master12345
    shadow12345 killer12345 hello12345 hello123456 hellohello loveyou123 lovelove12 family1234 bismillah1
    bismillah123 alhamdulillah muhammad123 mohammed123 ahmed12345 maria12345 jessica123 daniel1234 charlie123
    contrasena contraseña contrasena1 contraseña1 contrasena123 contraseña123 motdepasse motdepasse1
    motdepasse123 azertyuiop azertyuiop1 azerty12345 azerty123456 bonjour123 bonjour1234 soleil12345
    loulou1234 doudou1234 teamo12345 tequiero123 estrella123 futbol12345 qwertz1234 qwertzuiop hallo12345
    passwort123 passwort1234 привет1234 пароль1234 йцукенгшщз йцукен12345 training123 training1234
    training2025 training2026 microfinance microfinance1 microfinance123 microcredit loanofficer loanofficer1
    clientprotection clientprotection1 smartcampaign smartcampaign1 cpptraining cpptraining1 cpptraining123
    institution institution1 complaints1 complaints123 branch1234 branchoffice headoffice1
    """.split()  # noqa: SIM905  (a page of words reads better than a list)
)
