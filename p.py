import sys
from whosays.reading.syntax import parse
S=["The claims could not be independently verified.","Reuters was unable to verify the claim.","Kyiv said it hit two ships, a claim that could not be independently verified.",
"There was no independent confirmation of the ministry's figures.","The army said 12 died. It was not immediately possible to verify the account.","Independent verification of the reports was not possible.",
"The BBC has not been able to independently verify the footage.","We could not independently confirm either side's tolls.","The ministry, whose claims cannot be checked, said 40 died.",
"The governor said a depot burned, although this could not immediately be confirmed.","None of the accounts could be verified.","The reports have yet to be verified.","Unverified footage showed a tank burning.",
"The army could not confirm the reports.","The Halych Telegraph said it could not independently verify the toll.","The UN said it had been unable to verify the figures.","Their claims remain unverified.","Neither claim has been independently verified.",
"Access to the area is limited and the figures are impossible to verify.","The reports were impossible to independently verify because of a communications blackout.","No independent verification was available."]
for d in map(parse,S):
    print(d.text); print('   ',' '.join(f'{t.text}/{t.dep_}>{t.head.text}' for t in d))
