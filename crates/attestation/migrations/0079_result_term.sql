-- The last day of a specialist's result is the Centre's own: the order names days of consideration, of attestation and of their sum.
update terms set legal_ref = 'внутренний срок Центра: чтобы комиссия успела решить за 90 дней после получения заявления'
where code = 'result' and legal_ref = 'приказ Минпросвещения России от 24.03.2023 № 196: проведение аттестации не более 60 календарных дней' and added_by = '';
